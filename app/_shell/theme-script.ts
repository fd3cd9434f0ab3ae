/** Where the browser keeps the chosen theme; without one the system decides. */
export const themeKey = 'nibble.theme';

/** Runs in the head, before anything is painted. */
export const themeScript = `try{var t=localStorage.getItem('${themeKey}');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}`;
