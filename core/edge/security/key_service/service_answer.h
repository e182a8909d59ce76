// A small answer in JSON of a key service, with a secret in it: read in place, and wiped with everything that the
// parser made of it.

#pragma once

#include "core/base/error.h"
#include "core/base/secret.h"
#include "core/edge/security/vault/secret_bytes.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace omni::keyservice {

/// More is no answer of a key service.
inline constexpr std::size_t mostAnswerBytes = 64 * 1024;

class ServiceAnswer
{
public:
    /// `body` is wiped, also when this fails. Invalid: no JSON, or too much of it.
    [[nodiscard]] static Result<ServiceAnswer> read(std::string& body);
    ServiceAnswer(ServiceAnswer&&) noexcept;
    ServiceAnswer& operator=(ServiceAnswer&&) noexcept;
    ~ServiceAnswer();

    /// At a pointer as in RFC 6901: "/data/plaintext". Empty when there is none or it is no text; good while this
    /// object lives.
    [[nodiscard]] std::string_view text(std::string_view pointer) const;
    [[nodiscard]] std::optional<std::int64_t> number(std::string_view pointer) const;
    [[nodiscard]] bool flag(std::string_view pointer) const;

private:
    struct Parts;
    explicit ServiceAnswer(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

/// Base 64 with '+', '/' and '=' (RFC 4648). Wiping is the caller's.
[[nodiscard]] std::string base64Of(std::span<const std::byte> bytes);
/// The 32 bytes of a key. Corrupt when the text is not exactly that.
[[nodiscard]] Result<vault::SecretBytes> keyFromBase64(std::string_view text);

} // namespace omni::keyservice
