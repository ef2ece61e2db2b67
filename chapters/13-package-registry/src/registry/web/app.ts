import { randomUUID } from "node:crypto";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "@fastify/type-provider-zod";
import fastify, { type FastifyError, type FastifyServerOptions } from "fastify";
import type { ObjectId } from "mongodb";
import type { Database } from "../data/database.ts";
import { api } from "./api.ts";
import { health } from "./health.ts";
import { pages } from "./pages.ts";
import { answerError, answerNotFound } from "./problems.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Whose token came with the request. */
    user?: ObjectId;
  }
}

export interface AppOptions {
  database: Database;
  /** Requests of one address in a minute. */
  rateLimit: number;
  logger?: FastifyServerOptions["logger"];
  /** Is aborted when the server is about to stop: /readyz says no from then on. */
  closing?: AbortSignal;
}

/** Larger bodies are refused before they are read, in bytes. A release with 500 dependencies has half of it. */
const bodyLimit = 128 * 1024;

/** Returns the application, which does not listen yet: tests inject their requests. */
export async function buildApp(options: AppOptions) {
  const app = fastify({
    bodyLimit,
    logger: options.logger ?? false,
    genReqId: () => randomUUID(),
    // What is no URL never reaches a route, and gets the same kind of answer.
    frameworkErrors(error, request, reply) {
      void answerError(error, request, reply);
    },
    // A name's slash is escaped, so it may have three characters for each.
    routerOptions: { maxParamLength: 3 * 214 },
    // How long a caller may take to send its request, in ms.
    requestTimeout: 10_000,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest("user");
  app.addHook("onSend", async (request, reply) => {
    void reply.header("x-request-id", request.id);
  });

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Is for whoever ends TLS in front of this server to say.
    strictTransportSecurity: false,
  });
  await app.register(rateLimit, {
    max: options.rateLimit,
    timeWindow: "1 minute",
  });
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Package registry", version: "1.0.0" },
      components: {
        securitySchemes: { token: { type: "http", scheme: "bearer" } },
      },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, {
    routePrefix: "/docs",
    staticCSP: true,
    transformStaticCSP: (policy) =>
      policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
  });

  app.setErrorHandler<FastifyError>(answerError);
  app.setNotFoundHandler(answerNotFound);
  await app.register(
    health(options.database, options.closing ?? new AbortController().signal),
  );
  await app.register(api(options.database), { prefix: "/api" });
  await app.register(pages(options.database));
  return app;
}
