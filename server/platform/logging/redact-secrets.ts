const passwordInUrl = /([a-z][a-z0-9+.-]*:\/\/[^\s:/@"']*):[^\s/"']+@/gi;
const secretParameter = /([?&](?:password|sslpassword|token|access_token|api_key|secret)=)[^&\s"'\\]+/gi;

/** Hides passwords of URLs wherever they stand in a text: connection strings reach logs inside error messages too. */
export function redactSecrets(text: string): string {
  const withoutPasswords = text.includes('://') ? text.replace(passwordInUrl, '$1:***@') : text;
  return withoutPasswords.includes('=') ? withoutPasswords.replace(secretParameter, '$1***') : withoutPasswords;
}
