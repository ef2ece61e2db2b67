import { serve } from "./serving-part.ts";

const app = await serve();
console.log(await fetch(app.url).then((answer) => answer.text()));
app.close();
