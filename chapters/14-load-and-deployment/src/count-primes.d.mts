export default function countPrimes(limit: number): number;
