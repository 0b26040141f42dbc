// Lets the page's entry import its style sheet, which the bundler writes beside the script.
declare module '*.css';
