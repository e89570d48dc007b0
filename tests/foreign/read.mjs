// Reads a collection and the tickets as a wallet or market would that knows nothing of us: viem, the standards' own
// ABIs, and what the metadata says. Prints JSON. Arguments: RPC address, collection, token id, tickets, ticket id.
import { createPublicClient, erc721Abi, erc1155Abi, http, parseAbi } from 'viem'

const [rpc, collection, tokenId, tickets, ticketId] = process.argv.slice(2)
const client = createPublicClient({ transport: http(rpc) })
const standards = parseAbi([
  'function supportsInterface(bytes4 interfaceId) view returns (bool)',
  'function royaltyInfo(uint256 tokenId, uint256 salePrice) view returns (address receiver, uint256 royaltyAmount)',
  'function locked(uint256 tokenId) view returns (bool)',
  'function userOf(uint256 tokenId) view returns (address)',
  'function userExpires(uint256 tokenId) view returns (uint256)',
  'function contractURI() view returns (string)',
])
const INTERFACES = {
  'ERC-165': '0x01ffc9a7', 'ERC-721': '0x80ac58cd', 'ERC-721 Metadata': '0x5b5e139f', 'ERC-1155': '0xd9b67a26',
  'ERC-1155 Metadata': '0x0e89341c', 'ERC-2981': '0x2a55205a', 'ERC-4906': '0x49064906', 'ERC-5192': '0xb45a3c0e',
  'ERC-4907': '0xad092b5c', none: '0xffffffff',
}

const ask = (address, abi, functionName, ...args) => client.readContract({ address, abi, functionName, args })

async function interfacesOf(address) {
  const answers = await Promise.all(
    Object.entries(INTERFACES).map(async ([name, id]) => [name, await ask(address, standards, 'supportsInterface', id)]),
  )
  return answers.filter(([, answer]) => answer).map(([name]) => name)
}

async function metadataAt(uri) {
  const answer = await fetch(uri)
  if (!answer.ok) throw new Error(`${uri}: ${answer.status}`)
  const metadata = await answer.json()
  const picture = await fetch(metadata.image)
  const bytes = new Uint8Array(await picture.arrayBuffer())
  return { metadata, picture: { status: picture.status, type: picture.headers.get('content-type'), head: hex(bytes.slice(0, 12)) } }
}

const hex = (bytes) => Buffer.from(bytes).toString('hex')

async function readCollection() {
  const id = BigInt(tokenId)
  const owner = await ask(collection, erc721Abi, 'ownerOf', id)
  const [receiver, amount] = await ask(collection, standards, 'royaltyInfo', id, 10_000n)
  const transfers = await client.getContractEvents({ address: collection, abi: erc721Abi, eventName: 'Transfer', fromBlock: 0n })
  return {
    interfaces: await interfacesOf(collection),
    name: await ask(collection, erc721Abi, 'name'),
    symbol: await ask(collection, erc721Abi, 'symbol'),
    owner,
    balance: Number(await ask(collection, erc721Abi, 'balanceOf', owner)),
    royalty: { receiver, amount: Number(amount) },
    locked: await ask(collection, standards, 'locked', id),
    user: await ask(collection, standards, 'userOf', id),
    expires: Number(await ask(collection, standards, 'userExpires', id)),
    mints: transfers.map(({ args }) => [args.from, args.to, Number(args.tokenId)]),
    token: await metadataAt(await ask(collection, erc721Abi, 'tokenURI', id)),
    series: await metadataAt(await ask(collection, standards, 'contractURI')),
  }
}

async function readTickets() {
  const id = BigInt(ticketId)
  const template = await ask(tickets, erc1155Abi, 'uri', id)
  const uri = template.replace('{id}', id.toString(16).padStart(64, '0'))
  return {
    interfaces: await interfacesOf(tickets),
    balances: (await ask(tickets, erc1155Abi, 'balanceOfBatch', [tickets, collection], [id, id])).map(Number),
    uri,
    token: await metadataAt(uri),
    inventory: await metadataAt(await ask(tickets, standards, 'contractURI')),
  }
}

console.log(JSON.stringify({ collection: await readCollection(), tickets: await readTickets() }))
