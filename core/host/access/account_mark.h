// That a profile has accounts, to be known while the vault that holds them is locked: so that a program asks who
// somebody is before it has found out that it should have.
//
// An empty file beside the vault. It opens nothing, and whoever takes it away only gets a window that asks later: the
// desk's own record knows people, too, and judges by it.

#pragma once

#include <filesystem>

namespace omni::runtime {

/// Not known: false.
[[nodiscard]] bool mayHaveAccounts(const std::filesystem::path& profile);
/// Writes only where it is another answer. One thread at a time; waits for the disk. Where it cannot be written the
/// next start learns of the accounts with its vault.
void noteAccounts(const std::filesystem::path& profile, bool hasAccounts);

} // namespace omni::runtime
