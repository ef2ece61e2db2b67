/** @title Nothing at all */
export const nothing = null;
