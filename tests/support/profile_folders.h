// Folders as profiles are: their owner's alone. They go with the test.

#pragma once

#include <QTemporaryDir>

#include <filesystem>
#include <string>

namespace omni::test {

class ProfileFolders
{
public:
    /// Another one each time, and empty.
    [[nodiscard]] std::filesystem::path make()
    {
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / std::to_string(++m_made);
        std::filesystem::create_directory(path);
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
        return path;
    }

private:
    QTemporaryDir m_folder;
    int m_made = 0;
};

} // namespace omni::test
