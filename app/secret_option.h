// Options that name where a secret comes from: a file descriptor that the caller has opened. Without one it is asked
// for at the terminal.

#pragma once

#include "app/options.h"
#include "core/base/secret.h"
#include "core/edge/platform/secret_memory.h"

#include <string_view>

namespace omni::app {

/// The number behind `option`. None: it was not given. Wrong usage: no number of a descriptor.
[[nodiscard]] runtime::Outcome<std::optional<int>> descriptorOf(const Arguments& arguments, std::string_view option);

/// The descriptor behind `option`, if it was given, is open (Refused). To be asked before any file is opened.
[[nodiscard]] runtime::Outcome<void> mustBeOpen(const Arguments& arguments, std::string_view option);

/// One line of the descriptor behind `option`, or what is typed behind `prompt`. Refused (exit 4): neither is there.
/// Bad input (exit 3): it is empty or too long.
[[nodiscard]] runtime::Outcome<platform::SecretBytes> secretOf(const Arguments& arguments, std::string_view option,
                                                               std::string_view prompt);
/// A new passphrase: at the terminal it is typed twice.
[[nodiscard]] runtime::Outcome<platform::SecretBytes> newSecretOf(const Arguments& arguments, std::string_view option,
                                                                  std::string_view prompt);

struct TypedKey {
    Secret id, secret;
};
/// A broker's key: its first line the key's name, the rest its secret, which may be a private key in PEM. At the
/// terminal two lines are asked for.
[[nodiscard]] runtime::Outcome<TypedKey> brokerKeyOf(const Arguments& arguments, std::string_view option);

} // namespace omni::app
