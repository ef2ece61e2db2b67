import type { FastifyPluginAsyncZod } from "@fastify/type-provider-zod";
import { z } from "zod";
import type { Database } from "../data/database.ts";
import {
  getPackage,
  listRecent,
  publishRelease,
  searchPackages,
} from "../data/packages.ts";
import { Refusal } from "../data/refusal.ts";
import { countAll } from "../data/statistics.ts";
import { createUser, logIn, whoHas } from "../data/users.ts";
import {
  AccessToken,
  Count,
  Credentials,
  NewRelease,
  NewUser,
  PackageDetails,
  PackageName,
  PackageSummary,
  Problem,
  Search,
  SearchResults,
  Statistics,
  User,
} from "../schemas.ts";

/** Guessing a password is a matter of many tries, and each costs us tens of milliseconds of a core. */
const passwordLimit = { rateLimit: { max: 20, timeWindow: "1 minute" } };

/**
 * The web API. Reads end when their caller has hung up: `request.signal` goes to the driver. Writes do not, as a write that
 * is aborted may have been done. (And the signal of a request with a body is aborted as soon as the body was read.)
 */
export function api({ collections }: Database): FastifyPluginAsyncZod {
  return async (app) => {
    const name = z.object({ name: PackageName });

    app.get(
      "/packages/recent/:count",
      {
        schema: {
          summary: "The packages that were released last",
          params: z.object({ count: Count }),
          response: {
            200: z.object({ packages: z.array(PackageSummary) }),
            400: Problem,
          },
        },
      },
      async ({ params, signal }) => {
        const { packages } = await collections();
        return { packages: await listRecent(packages, params.count, signal) };
      },
    );

    app.get(
      "/packages/:name",
      {
        schema: {
          summary: "A package with its newest releases",
          params: name,
          response: { 200: PackageDetails, 400: Problem, 404: Problem },
        },
      },
      async ({ params, signal }) => {
        const { packages } = await collections();
        return await getPackage(packages, params.name, signal);
      },
    );

    app.get(
      "/packages",
      {
        schema: {
          summary:
            "Packages whose name begins with a text, or that have it as a keyword",
          querystring: Search,
          response: { 200: SearchResults, 400: Problem },
        },
      },
      async ({ query, signal }) => {
        const { packages } = await collections();
        return await searchPackages(packages, query, signal);
      },
    );

    app.get(
      "/stats",
      {
        schema: { summary: "How much there is", response: { 200: Statistics } },
      },
      async ({ signal }) => await countAll(await collections(), signal),
    );

    app.post(
      "/users",
      {
        config: passwordLimit,
        schema: {
          summary: "Create an account",
          body: NewUser,
          response: { 201: User, 400: Problem, 409: Problem },
        },
      },
      async ({ body }, reply) =>
        await reply.code(201).send(await createUser(await collections(), body)),
    );

    app.post(
      "/tokens",
      {
        config: passwordLimit,
        schema: {
          summary: "Log in: get a token for a day",
          body: Credentials,
          response: { 201: AccessToken, 400: Problem, 401: Problem },
        },
      },
      async ({ body }, reply) =>
        await reply.code(201).send(await logIn(await collections(), body)),
    );

    app.post(
      "/packages/:name/releases",
      {
        schema: {
          summary: "Publish a release",
          security: [{ token: [] }],
          params: name,
          body: NewRelease,
          response: {
            201: z.object({ name: z.string(), version: z.string() }),
            400: Problem,
            401: Problem,
            403: Problem,
            409: Problem,
          },
        },
        // Before the body is read: who may not write need not be listened to.
        onRequest: async (request) => {
          const [, token] =
            /^Bearer ([\w-]{1,100})$/i.exec(
              request.headers.authorization ?? "",
            ) ?? [];
          if (token === undefined)
            throw new Refusal(401, "Send a token: authorization: Bearer …");
          request.user = await whoHas(await collections(), token);
        },
      },
      async ({ params, body, user }, reply) => {
        const { packages } = await collections();
        if (!user) throw new Error("A release was published by nobody");
        await publishRelease(packages, user, params.name, body);
        return await reply
          .code(201)
          .send({ name: params.name, version: body.version });
      },
    );
  };
}
