declare module "*.css?inline" {
  const css: string;
  export default css;
}

/** Hash of the app that this loader was built with; set by the build. */
declare const __APP_VERSION__: string;
