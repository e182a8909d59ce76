#include "core/edge/security/key_service/service_answer.h"

#include "core/edge/net/http_values.h"
#include "core/edge/security/vault/key_derivation.h"

#include <simdjson.h>
#include <sodium.h>

#include <cstring>

namespace omni::keyservice {

struct ServiceAnswer::Parts {
    explicit Parts(std::size_t bytes)
        : size(bytes)
        , padded(std::make_unique<char[]>(bytes + simdjson::SIMDJSON_PADDING))
    {
    }
    ~Parts()
    {
        sodium_memzero(padded.get(), size);
        // The texts that were found, without their quotes: the parser keeps them in memory of its own, five thirds of
        // its capacity, and frees that as it is.
        if (parser.doc.string_buf) {
            sodium_memzero(parser.doc.string_buf.get(), 5 * parser.doc.capacity() / 3);
        }
    }
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;

    std::size_t size;
    std::unique_ptr<char[]> padded;
    simdjson::dom::parser parser{mostAnswerBytes};
    simdjson::dom::element root;
};

ServiceAnswer::ServiceAnswer(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

ServiceAnswer::ServiceAnswer(ServiceAnswer&&) noexcept = default;
ServiceAnswer& ServiceAnswer::operator=(ServiceAnswer&&) noexcept = default;
ServiceAnswer::~ServiceAnswer() = default;

Result<ServiceAnswer> ServiceAnswer::read(std::string& body)
{
    if (body.empty() || body.size() > mostAnswerBytes) {
        net::wipe(body);
        return failure(Errc::Invalid, "the key service's answer is no answer of one");
    }
    auto parts = std::make_unique<Parts>(body.size());
    std::memcpy(parts->padded.get(), body.data(), body.size());
    net::wipe(body);
    constexpr std::size_t deepest = 16;
    if (parts->parser.allocate(parts->size, deepest) != simdjson::SUCCESS
        || parts->parser.parse(parts->padded.get(), parts->size, false).get(parts->root) != simdjson::SUCCESS) {
        return failure(Errc::Invalid, "the key service's answer is no JSON");
    }
    return ServiceAnswer(std::move(parts));
}

std::string_view ServiceAnswer::text(std::string_view pointer) const
{
    std::string_view found;
    return m_parts->root.at_pointer(pointer).get(found) == simdjson::SUCCESS ? found : std::string_view();
}

std::optional<std::int64_t> ServiceAnswer::number(std::string_view pointer) const
{
    std::int64_t found = 0;
    return m_parts->root.at_pointer(pointer).get(found) == simdjson::SUCCESS ? std::optional(found) : std::nullopt;
}

bool ServiceAnswer::flag(std::string_view pointer) const
{
    bool found = false;
    return m_parts->root.at_pointer(pointer).get(found) == simdjson::SUCCESS && found;
}

std::string base64Of(std::span<const std::byte> bytes)
{
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.pop_back(); // the zero that it ends with
    return text;
}

Result<vault::SecretBytes> keyFromBase64(std::string_view text)
{
    auto key = vault::SecretBytes::zeros(vault::keyBytes);
    if (!key) {
        return key;
    }
    const auto out = key->exposedForWriting();
    std::size_t size = 0;
    const int code = sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(),
                                       text.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL);
    if (code != 0 || size != vault::keyBytes) {
        return failure(Errc::Corrupt, "what the key service gave is no key of 32 bytes");
    }
    return key;
}

} // namespace omni::keyservice
