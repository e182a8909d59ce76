// Signature Version 4, by which AWS knows who asks: AWS Signature Version 4 signing process, "AWS4-HMAC-SHA256".
//
// The secret signs and is never sent.

#pragma once

#include "core/base/error.h"
#include "core/base/secret.h"
#include "core/base/time.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace omni::keyservice {

struct AwsKeys {
    Secret id; ///< Of the access key; goes over the wire.
    Secret secret;
    Secret sessionToken; ///< Of keys that are lent for a time; empty: none. Goes over the wire.
};

/// What is signed. Everything as it goes over the wire.
struct SignedParts {
    std::string method = "POST";
    std::string path = "/"; ///< Percent-encoded, as AWS wants it: twice for all services but S3.
    std::string query; ///< Percent-encoded pairs with '&' between, without '?', in any order.
    std::vector<std::pair<std::string, std::string>> fields; ///< With `Host` and `X-Amz-Date`, in any order.
    std::string_view body;
};

/// "20150830T123600Z" of the second.
[[nodiscard]] std::string amzDate(Timestamp at);

/// The first of the three steps, for tests and for looking for a fault: no secret is in it.
[[nodiscard]] std::string canonicalRequest(const SignedParts& parts);

/// The value of the field `Authorization`. `date` is that of the field `X-Amz-Date`.
[[nodiscard]] std::string authorization(const SignedParts& parts, const AwsKeys& keys, std::string_view date,
                                        std::string_view region, std::string_view service);

} // namespace omni::keyservice
