import type { LicenseCount } from "../data/statistics.ts";
import type {
  PackageDetails,
  PackageSummary,
  SearchResults,
  Statistics,
} from "../schemas.ts";
import { html, type Html } from "./html.ts";

/** Returns a whole page. */
export function page(title: string, content: Html, words = ""): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Package registry</title>
        <link rel="stylesheet" href="/style.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header>
          <nav aria-label="Main">
            <a class="home" href="/">Package registry</a>
            <a href="/statistics">Statistics</a>
            <a href="/docs">API</a>
          </nav>
          <form role="search" action="/search">
            <label for="q">Search packages</label>
            <input
              id="q"
              name="q"
              type="search"
              required
              maxlength="100"
              value="${words}"
            />
            <button>Search</button>
          </form>
        </header>
        <main id="content" tabindex="-1">
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`;
}

export function recentPage(packages: PackageSummary[]): Html {
  if (packages.length === 0) {
    return page(
      "Recent releases",
      html`<p>This registry is empty: load something into it.</p>`,
    );
  }
  return page("Recent releases", packageList(packages));
}

export function searchPage(
  words: string,
  { packages, next }: SearchResults,
): Html {
  const title = `Packages for “${words}”`;
  if (packages.length === 0) {
    return page(
      title,
      html`<p>Nothing begins with these words or has them as a keyword.</p>`,
      words,
    );
  }
  const more =
    next &&
    `/search?${new URLSearchParams({ q: words, after: next }).toString()}`;
  return page(
    title,
    html`${packageList(packages)}
    ${more && html`<p><a rel="next" href="${more}">Next page</a></p>`}`,
    words,
  );
}

export function detailsPage(found: PackageDetails): Html {
  return page(
    found.name,
    html`
      ${found.summary && html`<p class="summary">${found.summary}</p>`}
      <dl>
        <dt>Latest version</dt>
        <dd>${found.latest}</dd>
        <dt>License</dt>
        <dd>${found.license ?? "not stated"}</dd>
        ${
          found.homepage &&
          html`<dt>Homepage</dt>
            <dd>
              <a rel="nofollow" href="${found.homepage}">${found.homepage}</a>
            </dd>`
        }
        ${
          found.keywords.length > 0 &&
          html`<dt>Keywords</dt>
            <dd>${found.keywords.join(", ")}</dd>`
        }
      </dl>
      <h2>Releases</h2>
      ${
        found.releases.length < found.releaseCount &&
        html`<p>
          The newest ${found.releases.length} of ${found.releaseCount}.
        </p>`
      }
      <ul>
        ${found.releases.map((each) => html`<li>${each.version}, ${date(each.publishedAt)}</li>`)}
      </ul>
      <h2>Dependencies</h2>
      ${found.dependencies.length === 0 ? html`<p>None.</p>` : dependencyTable(found)}
    `,
  );
}

function dependencyTable({ dependencies }: PackageDetails): Html {
  const rows = dependencies.map(
    ({ name, range, latest }) =>
      html`<tr>
        <th scope="row">${latest === undefined ? name : packageLink(name)}</th>
        <td>${range}</td>
        <td>${latest ?? "not in this registry"}</td>
      </tr>`,
  );
  return table(["Package", "Range", "Latest version"], rows);
}

export function statisticsPage(
  counts: Statistics,
  licenses: LicenseCount[],
): Html {
  const rows = licenses.map(
    ({ license, packages }) =>
      html`<tr>
        <th scope="row">${license}</th>
        <td class="number">${number(packages)}</td>
      </tr>`,
  );
  return page(
    "Statistics",
    html`<dl>
        <dt>Packages</dt>
        <dd>${number(counts.packages)}</dd>
        <dt>Releases</dt>
        <dd>${number(counts.releases)}</dd>
        <dt>Users</dt>
        <dd>${number(counts.users)}</dd>
      </dl>
      <h2>Licenses</h2>
      ${table(["License", "Packages"], rows)}`,
  );
}

export function problemPage({
  title,
  detail,
}: {
  title: string;
  detail: string;
}): Html {
  return page(title, html`<p>${detail}</p>`);
}

function packageList(packages: PackageSummary[]): Html {
  return html`<ul class="packages">
    ${packages.map(
      ({ name, summary, latest, updatedAt }) =>
        html`<li>
          ${packageLink(name)}
          <span class="release">${latest}, ${date(updatedAt)}</span>
          ${summary && html`<p>${summary}</p>`}
        </li>`,
    )}
  </ul>`;
}

function table(headings: string[], rows: Html[]): Html {
  return html`<table>
    <thead>
      <tr>
        ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

/** A scope's slash is escaped: a name is one part of a path. */
function packageLink(name: string): Html {
  return html`<a href="/packages/${encodeURIComponent(name)}">${name}</a>`;
}

function date(moment: Date): Html {
  const day = moment.toISOString().slice(0, 10);
  return html`<time datetime="${day}">${day}</time>`;
}

function number(count: number): string {
  return count.toLocaleString("en");
}
