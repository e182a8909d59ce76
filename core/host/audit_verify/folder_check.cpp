#include "core/host/audit_verify/folder_check.h"

#include <algorithm>
#include <cstdio>
#include <system_error>
#include <utility>

#ifdef _WIN32
#include <io.h>
#endif

namespace omni::audit_verify {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostForeign = 16;

struct Closer {
    void operator()(std::FILE* file) const noexcept
    {
        std::fclose(file);
    }
};
using File = std::unique_ptr<std::FILE, Closer>;

File opened(const fs::path& path)
{
#ifdef _WIN32
    return File(::_wfopen(path.c_str(), L"rb"));
#else
    return File(std::fopen(path.c_str(), "rb"));
#endif
}

enum class Reading : std::uint8_t { Whole, TooLarge, Failed };

/// Fills `bytes` with all of the file.
Reading readInto(std::FILE* file, std::vector<unsigned char>& bytes, std::size_t most)
{
    bytes.resize(most + 1);
    const std::size_t size = std::fread(bytes.data(), 1, bytes.size(), file);
    const bool isGood = std::ferror(file) == 0;
    bytes.resize(size);
    return !isGood ? Reading::Failed : size > most ? Reading::TooLarge : Reading::Whole;
}

/// A symbolic link is no segment: what it points to is not in this folder.
bool isRegular(const fs::path& path)
{
    std::error_code error;
    return fs::symlink_status(path, error).type() == fs::file_type::regular && !error;
}

struct Listing {
    std::vector<std::uint32_t> segments; ///< Ascending.
    std::vector<std::string> foreign;
    bool isGood = false;
};

Listing listed(const fs::path& folder)
{
    Listing listing;
    std::error_code error;
    fs::directory_iterator at(folder, error);
    for (const fs::directory_iterator end; !error && at != end; at.increment(error)) {
        const std::string name = at->path().filename().string();
        if (const auto number = numberOfFile(name)) {
            listing.segments.push_back(*number);
        } else if (!name.starts_with(".replace-") && listing.foreign.size() < mostForeign) {
            listing.foreign.push_back(name); // `.replace-`: a segment that was being made when the program died
        }
    }
    std::ranges::sort(listing.segments);
    std::ranges::sort(listing.foreign);
    listing.isGood = !error;
    return listing;
}

std::optional<std::string> textOf(File file)
{
    std::vector<unsigned char> bytes;
    if (!file || readInto(file.get(), bytes, mostTextFile) != Reading::Whole) {
        return std::nullopt;
    }
    return std::string(bytes.begin(), bytes.end());
}

} // namespace

FolderVerdict checkFolder(const fs::path& given, Question question)
{
    std::error_code error;
    const fs::path folder = fs::is_directory(given / "audit", error) ? given / "audit" : given;
    ChainCheck check(std::move(question));
    Listing listing = listed(folder);
    if (!listing.isGood) {
        check.giveUp("the folder cannot be read");
        return {check.verdict(), {}};
    }
    std::vector<unsigned char> bytes;
    for (const auto number : listing.segments) {
        const auto path = folder / nameOfFile(number);
        const File file = isRegular(path) ? opened(path) : nullptr;
        const auto reading = file ? readInto(file.get(), bytes, mostSegment) : Reading::Failed;
        if (reading == Reading::Failed) {
            check.giveUp(nameOfFile(number) + " cannot be read");
            break;
        }
        if (reading == Reading::TooLarge) {
            check.refuseTooLarge(number);
            break;
        }
        if (!check.take(number, bytes)) {
            break;
        }
    }
    return {check.verdict(), std::move(listing.foreign)};
}

std::optional<std::string> textOfFile(const fs::path& file)
{
    return textOf(opened(file));
}

std::optional<std::string> textOfDescriptor(int descriptor)
{
#ifdef _WIN32
    return textOf(File(::_fdopen(descriptor, "rb")));
#else
    return textOf(File(::fdopen(descriptor, "rb")));
#endif
}

} // namespace omni::audit_verify
