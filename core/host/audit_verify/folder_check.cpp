#include "core/host/audit_verify/folder_check.h"

#include "core/host/audit_verify/read_ahead.h"

#include <algorithm>
#include <cstdio>
#include <system_error>
#include <thread>
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
    std::string text(mostTextFile + 1, '\0');
    if (!file) {
        return std::nullopt;
    }
    text.resize(std::fread(text.data(), 1, text.size(), file.get()));
    if (std::ferror(file.get()) != 0 || text.size() > mostTextFile) {
        return std::nullopt;
    }
    return text;
}

/// Two at least: one of them reads while another one counts. More than four only wait for the walk.
unsigned threadsFor(std::size_t segments)
{
    return segments < 8 ? 1 : std::clamp(std::thread::hardware_concurrency(), 2U, 4U);
}

} // namespace

FolderVerdict checkFolder(const fs::path& given, Question question, const Watching& watching)
{
    std::error_code error;
    const fs::path folder = fs::is_directory(given / "audit", error) ? given / "audit" : given;
    const std::optional<KeyFile> key = question.key;
    ChainCheck check(std::move(question));
    Listing listing = listed(folder);
    if (!listing.isGood) {
        check.giveUp("the folder cannot be read");
        return {check.verdict(), {}, false};
    }
    std::size_t done = 0;
    ReadAhead ahead(folder, listing.segments, key, threadsFor(listing.segments.size()));
    for (const auto number : listing.segments) {
        if (watching && !watching(done++, listing.segments.size())) {
            return {check.verdict(), std::move(listing.foreign), true};
        }
        const ReadSegment& segment = ahead.next();
        if (segment.how == Reading::Failed) {
            check.giveUp(nameOfFile(number) + " cannot be read");
            break;
        }
        if (segment.how == Reading::TooLarge) {
            check.refuseTooLarge(number);
            break;
        }
        if (!check.take(number, segment.bytes, segment.proofs)) {
            break;
        }
    }
    return {check.verdict(), std::move(listing.foreign), false};
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
