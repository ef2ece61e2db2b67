/** @title Nothing at all */
export {};
