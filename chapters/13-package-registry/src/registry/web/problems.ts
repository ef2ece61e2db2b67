import { STATUS_CODES } from "node:http";
import { hasZodFastifySchemaValidationErrors } from "@fastify/type-provider-zod";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { Refusal } from "../data/refusal.ts";
import type { Problem } from "../schemas.ts";
import { problemPage } from "./views.ts";

/** Answers a request for which there is no route. */
export function answerNotFound(
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  return answer(request, reply, {
    status: 404,
    detail: "There is nothing at this address.",
  });
}

/** Answers a request that failed with `error`. What a fault says stands in the log, and nowhere else. */
export function answerError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map(({ instancePath, message }) => ({
      path: instancePath.slice(1).replaceAll("/", "."),
      message: message ?? "is wrong",
    }));
    const detail = `The ${error.validationContext} is not what this address expects.`;
    return answer(request, reply, { status: 400, detail, errors });
  }
  if (error instanceof Refusal) {
    return answer(request, reply, {
      status: error.status,
      detail: error.message,
    });
  }
  if (
    error.statusCode !== undefined &&
    error.statusCode >= 400 &&
    error.statusCode < 500
  ) {
    // Fastify's own: a body that is too large or no JSON, too many requests.
    return answer(request, reply, {
      status: error.statusCode,
      detail: error.message,
    });
  }
  if (request.raw.socket.destroyed) {
    request.log.info({ reason: error.message }, "the caller has hung up");
    return reply.code(499).send();
  }
  const isAway =
    /^Mongo(Network|ServerSelection|NotConnected|TopologyClosed|PoolC)/.test(
      error.name,
    );
  request.log.error({ err: error }, isAway ? "the database is away" : "fault");
  return isAway
    ? answer(request, reply.header("retry-after", "5"), {
        status: 503,
        detail: "The database cannot be reached. Try again later.",
      })
    : answer(request, reply, {
        status: 500,
        detail: "Something went wrong here.",
      });
}

/** A person gets a page, a program a problem document. */
function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, ...said }: Pick<Problem, "status" | "detail" | "errors">,
): FastifyReply {
  const title = STATUS_CODES[status] ?? "Error";
  void reply.code(status);
  if (status === 401) void reply.header("www-authenticate", "Bearer");
  const isPage =
    !/^\/api(\/|$)/.test(request.url) &&
    request.headers.accept?.includes("text/html");
  if (isPage) {
    return reply
      .type("text/html; charset=utf-8")
      .send(problemPage({ title, ...said }).toString());
  }
  const problem: Problem = { status, title, ...said, requestId: request.id };
  return reply
    .type("application/problem+json")
    .serializer((payload) => JSON.stringify(payload))
    .send(problem);
}
