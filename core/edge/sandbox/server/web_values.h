// What a client of the paper exchange asks over HTTP, and what it is answered.

#pragma once

#include "core/edge/net/http_values.h"

#include <string>
#include <string_view>
#include <vector>

namespace omni::sandbox {

/// One whole request. Text is as sent: nothing is percent-decoded.
struct WebRequest {
    std::string method; ///< "GET". Upper case as sent.
    std::string path; ///< From "/", without the query.
    std::string query; ///< Behind the "?", raw; empty if there is none.
    std::vector<net::HttpField> fields; ///< In the order they came.
    std::string body; ///< Without its transfer coding.
    std::string peer; ///< Address of the client, without its port.
    bool keepsAlive = true;
    bool isHttp10 = false;

    /// The first field of this name, empty if there is none. Case does not matter.
    [[nodiscard]] std::string_view field(std::string_view name) const noexcept
    {
        for (const auto& one : fields) {
            if (net::isSameName(one.name, name)) {
                return one.value;
            }
        }
        return {};
    }
};

/// Length, connection and date are the server's. `fields` are trusted: they come from code, not from clients.
struct WebAnswer {
    int status = 200;
    std::string body;
    std::vector<net::HttpField> fields;
    std::string contentType = "application/json;charset=UTF-8"; ///< Not sent with an empty body of status 204.
};

} // namespace omni::sandbox
