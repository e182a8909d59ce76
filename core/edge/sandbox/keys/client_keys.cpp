#include "core/edge/sandbox/keys/client_keys.h"

#include "core/edge/sandbox/server/json_value.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>
#include <sodium.h>

namespace omni::sandbox {

namespace {

constexpr std::size_t mostKeys = 1'000;

bool isKeyText(std::string_view text) noexcept
{
    return text.size() >= 4 && text.size() <= 128 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'
                   || c == '_';
           });
}

std::vector<std::uint8_t> bytesOfBase64(std::string_view text, std::size_t most)
{
    std::vector<std::uint8_t> bytes(most);
    std::size_t size = 0;
    const char* end = nullptr;
    if (sodium_base642bin(bytes.data(), most, text.data(), text.size(), "\r\n ", &size, &end,
                          sodium_base64_VARIANT_ORIGINAL)
            != 0
        || end != text.data() + text.size()) {
        return {};
    }
    bytes.resize(size);
    return bytes;
}

/// RFC 8410: the key's 32 bytes stand behind 12 that name the curve.
std::vector<std::uint8_t> publicKeyOf(std::string_view pem)
{
    constexpr std::string_view begin = "-----BEGIN PUBLIC KEY-----", end = "-----END PUBLIC KEY-----";
    constexpr std::array<std::uint8_t, 12> head{0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};
    const auto from = pem.find(begin);
    const auto to = pem.find(end);
    if (from == std::string_view::npos || to == std::string_view::npos || to < from) {
        return {};
    }
    auto bytes = bytesOfBase64(pem.substr(from + begin.size(), to - from - begin.size()), 64);
    if (bytes.size() != 44 || !std::equal(head.begin(), head.end(), bytes.begin())) {
        return {};
    }
    bytes.erase(bytes.begin(), bytes.begin() + 12);
    return bytes;
}

} // namespace

Result<std::vector<ClientKey>> keysFrom(std::string_view json)
{
    const auto read = jsonFrom(json);
    if (!read) {
        return tl::unexpected(read.error());
    }
    const bool isList = read->kind == JsonValue::Kind::Array;
    const std::vector<JsonValue> entries = isList ? read->items : std::vector<JsonValue>{*read};
    if (entries.empty() || entries.size() > mostKeys) {
        return failure(Errc::Invalid, fmt::format("there must be 1 to {} keys", mostKeys));
    }
    std::vector<ClientKey> keys;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto wrong
            = [i](std::string_view what) { return failure(Errc::Invalid, fmt::format("entry {}: {}", i + 1, what)); };
        const JsonValue* key = entries[i].member("key");
        const JsonValue* secret = entries[i].member("secret");
        const JsonValue* publicKey = entries[i].member("public_key");
        if (key == nullptr || !key->isText() || !isKeyText(key->text)) {
            return wrong("\"key\" must be a text of 4 to 128 letters, digits, - and _");
        }
        if ((secret == nullptr) == (publicKey == nullptr)) {
            return wrong("there must be a \"secret\", or a \"public_key\" in its place");
        }
        if (!seen.insert(key->text).second) {
            return wrong("this key is there twice");
        }
        ClientKey made;
        made.key = key->text;
        if (secret != nullptr) {
            if (!secret->isText() || secret->text.empty() || secret->text.size() > 512) {
                return wrong("\"secret\" must be a text of 1 to 512 bytes");
            }
            made.secret = Secret(secret->text);
        } else {
            made.publicKey = publicKey->isText() ? publicKeyOf(publicKey->text) : std::vector<std::uint8_t>();
            if (made.publicKey.empty()) {
                return wrong("\"public_key\" must be an Ed25519 key in PEM");
            }
        }
        keys.push_back(std::move(made));
    }
    return keys;
}

ClientKey newKey()
{
    constexpr std::string_view letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const auto draw = [letters] {
        std::string text;
        for (int i = 0; i < 64; ++i) {
            text.push_back(letters[randombytes_uniform(static_cast<std::uint32_t>(letters.size()))]);
        }
        return text;
    };
    ClientKey made;
    made.key = draw();
    made.secret = Secret(draw());
    return made;
}

bool isSignedBy(const ClientKey& key, std::string_view text, std::string_view signature)
{
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    if (!key.publicKey.empty()) {
        const auto given = bytesOfBase64(signature, crypto_sign_BYTES);
        return given.size() == crypto_sign_BYTES
            && crypto_sign_verify_detached(given.data(), bytes, text.size(), key.publicKey.data()) == 0;
    }
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> due{}, given{};
    std::size_t size = 0;
    const char* end = nullptr;
    if (sodium_hex2bin(given.data(), given.size(), signature.data(), signature.size(), nullptr, &size, &end) != 0
        || size != given.size() || end != signature.data() + signature.size()) {
        return false;
    }
    const auto secret = key.secret.exposed();
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(secret.data()), secret.size());
    crypto_auth_hmacsha256_update(&state, bytes, text.size());
    crypto_auth_hmacsha256_final(&state, due.data());
    return sodium_memcmp(due.data(), given.data(), due.size()) == 0;
}

bool isSameSecret(const Secret& secret, std::string_view given)
{
    const auto own = secret.exposed();
    return own.size() == given.size() && sodium_memcmp(own.data(), given.data(), own.size()) == 0;
}

} // namespace omni::sandbox
