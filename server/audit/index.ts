export { auditTables } from './audit-tables.ts';
export { audited, type Deed, type Done } from './audited.ts';
export { getAuditEntry } from './get-audit-entry.ts';
export { listAudit } from './list-audit.ts';
