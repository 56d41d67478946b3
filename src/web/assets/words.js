/* The data that the server has put into the page, and two small helpers. */
export const { words, commands, gallery, number, limit } = JSON.parse(document.getElementById("words").textContent);
export const $ = (id) => document.getElementById(id);
export const make = (name, attributes = {}, ...children) => {
  const element = Object.assign(document.createElement(name), attributes);
  element.append(...children);
  return element;
};
