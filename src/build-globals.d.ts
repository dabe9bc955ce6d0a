/** Names the build: equal in window, worker and service worker of one version. Set by vite.config.ts. */
declare const __BUILD_ID__: string;
