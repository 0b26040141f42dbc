// Texts as they are compared: how lines break and which spaces are narrow is the page's own affair.

export const withoutSpaces = (text: string): string => text.replace(/\s+/g, '');
