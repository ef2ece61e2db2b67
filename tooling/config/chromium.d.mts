/** Where Chromium or Chrome is installed; CHROMIUM names another place. Undefined where there is none: tests in a browser are skipped then. */
export declare const chromiumPath: string | undefined;

/** With what playwright starts it for a test. */
export declare const chromiumLaunch: { executablePath: string; args: string[] };
