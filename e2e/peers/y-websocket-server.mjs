// The stock server of y-websocket on a free port of this machine; prints the port, and runs until it is ended.

import { createServer } from "node:http";
import { setupWSConnection } from "@y/websocket-server/utils";
import { WebSocketServer } from "ws";

const server = createServer();
const sockets = new WebSocketServer({ noServer: true });
sockets.on("connection", setupWSConnection);
server.on("upgrade", (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (webSocket) => sockets.emit("connection", webSocket, request));
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
