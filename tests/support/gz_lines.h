// Reads text files line by line, gzipped or plain, and finds the files that tests share. Needs ZLIB::ZLIB.

#pragma once

#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::tests {

/// Where the shared data and reference files lie: OMNI_SHARED, else `shared` beside the source tree.
inline std::filesystem::path sharedFolder()
{
    if (const char* folder = std::getenv("OMNI_SHARED"); folder != nullptr && *folder != '\0') {
        return folder;
    }
    return std::filesystem::path(OMNI_SOURCE_DIR) / ".." / "shared";
}

/// The path of a shared file, "data/ticks/x.csv.gz" for instance; nothing when it is not there.
inline std::optional<std::filesystem::path> sharedFile(std::string_view name)
{
    auto path = sharedFolder() / name;
    return std::filesystem::exists(path) ? std::optional(std::move(path)) : std::nullopt;
}

/// The sentence with which a test says that it was skipped for want of a file.
inline std::string absenceOf(std::string_view name)
{
    return "NOT TESTED: " + (sharedFolder() / name).generic_string() + " is absent; set OMNI_SHARED to its folder";
}

/// The lines of a file. Does not own what `next` returns: it holds until the next call.
class GzLines
{
public:
    explicit GzLines(const std::filesystem::path& path)
        : m_file(gzopen(path.string().c_str(), "rb"))
    {
        if (m_file) {
            gzbuffer(m_file.get(), 1 << 17);
        }
    }
    [[nodiscard]] bool isOpen() const noexcept
    {
        return m_file != nullptr;
    }
    /// The next line without its end; nothing at the end of the file.
    [[nodiscard]] std::optional<std::string_view> next()
    {
        m_line.clear();
        char part[4'096];
        while (m_file && gzgets(m_file.get(), part, sizeof part) != nullptr) {
            m_line += part;
            if (m_line.back() == '\n') {
                m_line.pop_back();
                if (!m_line.empty() && m_line.back() == '\r') {
                    m_line.pop_back();
                }
                return m_line;
            }
        }
        return m_line.empty() ? std::nullopt : std::optional<std::string_view>(m_line);
    }

private:
    struct Close {
        void operator()(gzFile_s* file) const noexcept
        {
            gzclose(file);
        }
    };
    std::unique_ptr<gzFile_s, Close> m_file;
    std::string m_line;
};

/// The cells of a line without quoting.
inline std::vector<std::string_view> cellsOf(std::string_view line)
{
    std::vector<std::string_view> cells;
    for (std::size_t start = 0;;) {
        const std::size_t comma = line.find(',', start);
        cells.push_back(line.substr(start, comma - start));
        if (comma == std::string_view::npos) {
            return cells;
        }
        start = comma + 1;
    }
}

/// A whole file of cells, the first line as names.
struct Table {
    std::vector<std::string> names;
    std::vector<std::vector<std::string>> rows;

    /// The place of a column; names.size() when there is none.
    [[nodiscard]] std::size_t column(std::string_view name) const
    {
        return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
    }
};

inline Table tableOf(const std::filesystem::path& path)
{
    Table table;
    GzLines lines(path);
    if (const auto head = lines.next()) {
        for (const auto cell : cellsOf(*head)) {
            table.names.emplace_back(cell);
        }
    }
    while (const auto line = lines.next()) {
        auto& row = table.rows.emplace_back();
        for (const auto cell : cellsOf(*line)) {
            row.emplace_back(cell);
        }
    }
    return table;
}

} // namespace omni::tests
