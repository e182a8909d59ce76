// needs: edge/security/tokens
//
// Any bytes as a token, as its claims and as a refresh token: refused, or exactly the text that is written for what was
// read.

#include "tests/fuzz/fuzz.h"

#include "core/edge/security/tokens/sessions.h"

#include <algorithm>
#include <array>
#include <string>

using namespace omni;
using namespace omni::tokens;

namespace {

std::string textOf(const Result<platform::SecretBytes>& compact)
{
    return compact ? std::string(reinterpret_cast<const char*>(compact->exposed().data()), compact->size()) : "";
}

std::string base64Url(std::string_view text)
{
    std::string out(base64UrlSize(text.size()), '\0');
    writeBase64Url(std::as_bytes(std::span(text)), std::as_writable_bytes(std::span(out)));
    return out;
}

void tryAsToken(std::string_view text)
{
    const auto parts = partsOf(text);
    if (!parts) {
        return;
    }
    fuzz::require(text.starts_with(parts->signedText), "the signed text is not in the token");
    fuzz::require(textOf(compactOf(parts->signedText, parts->signature)) == text, "a token has two forms");
    if (const auto claims = claimsFrom(parts->payload)) {
        fuzz::require(signedTextOf(*claims) == parts->signedText, "claims have two forms in a token");
    }
}

} // namespace

int fuzz::run(std::span<const std::byte> input)
{
    const std::string_view text(reinterpret_cast<const char*>(input.data()), input.size());
    tryAsToken(text);
    if (const auto claims = claimsFrom(text)) {
        require(claimsText(*claims) == text, "claims have two forms");
    }
    // The same as the payload of a token: found again as it was, or too long.
    static const std::string header = base64Url(R"({"alg":"EdDSA","typ":"JWT"})");
    const auto whole = header + "." + base64Url(text) + "." + std::string(base64UrlSize(sizeof(Signature)), 'A');
    tryAsToken(whole);
    const auto parts = partsOf(whole);
    require(parts ? parts->payload == text : whole.size() > mostTokenBytes, "a payload that changes on its way");

    std::array<std::byte, refreshBytes> refresh{};
    std::string again(base64UrlSize(refreshBytes), '\0');
    if (bytesFromBase64Url(text, refresh)) {
        writeBase64Url(refresh, std::as_writable_bytes(std::span(again)));
        require(again == text, "a refresh token has two forms");
    }
    return 0;
}
