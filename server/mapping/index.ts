export { type CompiledMapping, type CompiledMappings, compileMappings, type NamedSource } from './compile-mappings.ts';
export { readSource, type SourceReading } from './read-source.ts';
