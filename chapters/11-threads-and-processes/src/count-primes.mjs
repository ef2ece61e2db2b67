/** How many primes there are from `from` up to `to`: nothing but computing. */
export default function countPrimes({ from, to }) {
  let count = 0;
  for (let n = from; n < to; n++) {
    let divisor = 2;
    while (divisor * divisor <= n && n % divisor !== 0) divisor++;
    if (divisor * divisor > n) count++;
  }
  return count;
}
