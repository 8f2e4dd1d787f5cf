/** Python source of a module that is not simulated: importing it raises an error that names it. */
export function unsimulatedModuleSource(name: string): string {
  return `raise NotImplementedError("${name} is not simulated")\n`;
}
