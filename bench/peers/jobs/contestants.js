// Each in the configuration that its own documents advise for throughput; one for both measures.
import { Queue, Worker } from "bullmq";
import * as graphile16 from "graphile-worker-0-16";
import * as graphile17 from "graphile-worker-0-17";
import pg from "pg";
import PgBoss from "pg-boss";

const connectionString = process.env.DATABASE_URL;
const silent = () => () => undefined;

function graphile(library, schema, worker) {
  return async (ran) => {
    const logger = new library.Logger(silent);
    const pool = new pg.Pool({ connectionString, max: 10 });
    await pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    const preset = { worker: { connectionString, schema, logger, ...worker } };
    await library.runMigrations({ preset });
    const utils = await library.makeWorkerUtils({ preset });
    let runner;
    return {
      fill: async (jobs) => {
        await pool.query(`SELECT count(${schema}.add_job('work', '{"at": 0}'::json)) FROM generate_series(1, $1)`, [jobs]);
      },
      start: async () => {
        runner = await library.run({ preset, noHandleSignals: true, taskList: { work: async ({ at }) => ran(at) } });
      },
      left: async () => Number((await pool.query(`SELECT count(*) AS left FROM ${schema}._private_jobs`)).rows[0].left),
      send: (at) => utils.addJob("work", { at }),
      stop: async () => {
        await runner.stop();
        await utils.release();
        await pool.query(`DROP SCHEMA ${schema} CASCADE`);
        await pool.end();
      },
    };
  };
}

async function boss(ran) {
  const schema = "bench_pgboss";
  const pool = new pg.Pool({ connectionString, max: 2 });
  await pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  const boss = new PgBoss({ connectionString, schema, max: 10 });
  boss.on("error", (error) => console.error(error));
  await boss.start();
  await boss.createQueue("work");
  return {
    fill: async (jobs) => {
      for (let done = 0; done < jobs; done += 5000) {
        await boss.insert(Array.from({ length: Math.min(5000, jobs - done) }, () => ({ name: "work", data: { at: 0 } })));
      }
    },
    start: () => boss.work("work", { batchSize: 1000, pollingIntervalSeconds: 0.5 }, async (jobs) => jobs.forEach((job) => ran(job.data.at))),
    left: async () => Number((await pool.query(`SELECT count(*) AS left FROM ${schema}.job WHERE state < 'completed'`)).rows[0].left),
    send: (at) => boss.send("work", { at }),
    stop: async () => {
      await boss.stop({ graceful: false });
      await pool.query(`DROP SCHEMA ${schema} CASCADE`);
      await pool.end();
    },
  };
}

async function bull(ran) {
  const connection = { host: "127.0.0.1", port: Number(process.env.REDIS_PORT), maxRetriesPerRequest: null };
  const queue = new Queue("work", { connection, defaultJobOptions: { removeOnComplete: true } });
  await queue.obliterate({ force: true });
  let worker;
  return {
    fill: async (jobs) => {
      for (let done = 0; done < jobs; done += 5000) {
        await queue.addBulk(Array.from({ length: Math.min(5000, jobs - done) }, () => ({ name: "work", data: { at: 0 } })));
      }
    },
    start: async () => {
      worker = new Worker("work", async (job) => ran(job.data.at), { connection, concurrency: 200 });
      await worker.waitUntilReady();
    },
    left: async () => (await queue.getWaitingCount()) + (await queue.getActiveCount()),
    send: (at) => queue.add("work", { at }),
    stop: async () => {
      await worker.close();
      await queue.close();
    },
  };
}

export const contestants = {
  "graphile-worker 0.16": graphile(graphile16, "bench_graphile16", { concurrentJobs: 10, maxPoolSize: 12 }),
  "graphile-worker 0.17 batched": graphile(graphile17, "bench_graphile17", {
    concurrentJobs: 24,
    maxPoolSize: 12,
    localQueue: { size: 500 },
    completeJobBatchDelay: 0,
    failJobBatchDelay: 0,
  }),
  "pg-boss 10": boss,
  "BullMQ 5": bull,
};
