/** Arrows move within the grid; Tab leaves it, or the commands behind thousands of cells would be out of reach. */
export const tabLeavesGrid = { tabToNextCell: () => false, tabToNextHeader: () => false } as const;
