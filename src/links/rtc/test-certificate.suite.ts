// For tests: a certificate to answer calls with, valid for twenty years, and its hash.

import type { Certificate } from "./node-rtc.ts";

export const CERTIFICATE: Certificate = {
  certificate: `-----BEGIN CERTIFICATE-----
MIIBeDCCAR+gAwIBAgIUPxnJ/jYv+pLMA+nYMunlWljLrZMwCgYIKoZIzj0EAwIw
EjEQMA4GA1UEAwwHZGF5Ym9vazAeFw0yNjExMjYxNDU1NTZaFw00NjExMjExNDU1
NTZaMBIxEDAOBgNVBAMMB2RheWJvb2swWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AATbt0V6/VQxlDJkbYCrRFRkn8Ny+0Q0UI+yRz7mi0GlLWdCYj8FBsadhYvlfJ0K
pUcuPMrdX4ymxNJtHKu5dH3no1MwUTAdBgNVHQ4EFgQUevGgv613ydds9tEv5l+X
dJlaOeQwHwYDVR0jBBgwFoAUevGgv613ydds9tEv5l+XdJlaOeQwDwYDVR0TAQH/
BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBcW/Le3ejgXVFDZ7RwDEW8TAmeG/qB
XvBV93vk7Ki7ZQIgDA7Fgih/ziwgwHi9WGyBCR5uhnz4DRPbmCOHM4L2P38=
-----END CERTIFICATE-----`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgr2U/YxaUQqGBnEyH
wWAr9Ab75AC0qcHtRX69ZSrh38ahRANCAATbt0V6/VQxlDJkbYCrRFRkn8Ny+0Q0
UI+yRz7mi0GlLWdCYj8FBsadhYvlfJ0KpUcuPMrdX4ymxNJtHKu5dH3n
-----END PRIVATE KEY-----`,
};
export const FINGERPRINT = "c19a6d986c5cea47cddd017452636a56b66af0d1cda44b6a6a304aab15f5e9df";
