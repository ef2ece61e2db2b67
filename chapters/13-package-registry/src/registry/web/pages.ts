import { readFile } from "node:fs/promises";
import type { FastifyPluginAsyncZod } from "@fastify/type-provider-zod";
import { z } from "zod";
import type { Database } from "../data/database.ts";
import { getPackage, listRecent, searchPackages } from "../data/packages.ts";
import { countAll, countLicenses } from "../data/statistics.ts";
import { PackageName, Search } from "../schemas.ts";
import type { Html } from "./html.ts";
import {
  detailsPage,
  recentPage,
  searchPage,
  statisticsPage,
} from "./views.ts";

/** How much a page shows. */
const most = { recent: 20, licenses: 10 };

/** The pages: they ask the same questions as the API, and work without JavaScript. */
export function pages({ collections }: Database): FastifyPluginAsyncZod {
  return async (app) => {
    const style = await readFile(new URL("style.css", import.meta.url), "utf8");
    app.addHook("onRoute", (route) => {
      route.schema = { ...route.schema, hide: true };
    });

    app.get("/style.css", async (_request, reply) => {
      void reply
        .type("text/css; charset=utf-8")
        .header("cache-control", "max-age=3600");
      return style;
    });

    app.get("/", async ({ signal }, reply) => {
      const { packages } = await collections();
      return show(
        reply,
        recentPage(await listRecent(packages, most.recent, signal)),
      );
    });

    app.get(
      "/search",
      { schema: { querystring: Search } },
      async ({ query, signal }, reply) => {
        const { packages } = await collections();
        return show(
          reply,
          searchPage(query.q, await searchPackages(packages, query, signal)),
        );
      },
    );

    app.get(
      "/packages/:name",
      { schema: { params: z.object({ name: PackageName }) } },
      async ({ params, signal }, reply) => {
        const { packages } = await collections();
        return show(
          reply,
          detailsPage(await getPackage(packages, params.name, signal)),
        );
      },
    );

    app.get("/statistics", async ({ signal }, reply) => {
      const all = await collections();
      const [counts, licenses] = await Promise.all([
        countAll(all, signal),
        countLicenses(all, most.licenses, signal),
      ]);
      return show(reply, statisticsPage(counts, licenses));
    });
  };
}

function show(
  reply: { type: (mediaType: string) => unknown },
  content: Html,
): string {
  reply.type("text/html; charset=utf-8");
  return content.toString();
}
