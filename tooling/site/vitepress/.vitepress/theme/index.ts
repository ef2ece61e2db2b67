import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme-without-fonts";
import RunPicture from "./RunPicture.vue";
import "./style.css";

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component("RunPicture", RunPicture);
  },
} satisfies Theme;
