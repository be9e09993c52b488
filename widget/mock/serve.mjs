import { startMock } from "./server.mjs";

const { url } = await startMock({ port: Number(process.env.PORT ?? 8099), stateFile: process.env.MOCK_STATE ?? null });
console.log(`${url}/demo`);
