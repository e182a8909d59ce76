#include "core/host/access/account_mark.h"

#include "core/edge/platform/file_folder.h"
#include "core/host/access/vault_files.h"

#include <system_error>

namespace omni::runtime {

namespace {

constexpr std::string_view markName = "people";

} // namespace

bool mayHaveAccounts(const std::filesystem::path& profile)
{
    std::error_code error;
    return std::filesystem::exists(vaultFolderOf(profile) / markName, error);
}

void noteAccounts(const std::filesystem::path& profile, bool hasAccounts)
{
    if (hasAccounts == mayHaveAccounts(profile)) {
        return;
    }
    if (auto folder = platform::FileFolder::open(vaultFolderOf(profile), platform::FileFolder::Access::ReadWrite)) {
        static_cast<void>(hasAccounts ? (*folder)->replace(markName, {}) : (*folder)->remove(markName));
    }
}

} // namespace omni::runtime
