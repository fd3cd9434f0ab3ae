export { type CompiledMapping, type CompiledMappings, compileMappings, type NamedSource } from './compile-mappings.ts';
export { type MappingFile, readMappingFile, saveMappingFile } from './mapping-file.ts';
export { readSource, type SourceReading } from './read-source.ts';
export { pathStep } from './write-path.ts';
