// needs: host/runtime edge/platform desk/driver desk/journal
// Torn and flipped ends of a real journal: its last segment is cut at every offset of its last three records, and each
// bit of them is flipped, one at a time; each time the program's own recovery opens it (F2, F8).
//
//   crash_cuts JOURNAL FOLDER     JOURNAL is a folder that a killed session has left; FOLDER is made and removed
//
// What is read must be a beginning of what was written, and all of it in front of the damage; else it is refused with
// the place. Ends with 1 if a promise was broken.

#include "tests/crash/opened_journal.h"

#include "core/desk/journal/segment.h"

#include <algorithm>
#include <iostream>

using namespace omni;
using namespace omni::crash;

namespace {

constexpr std::size_t records = 3;

struct Place {
    std::string name; ///< Of the journal's last segment.
    std::vector<std::uint64_t> ends; ///< Behind each of its records; the header's end first.
};

std::optional<Place> lastSegmentOf(const FolderBytes& files)
{
    Place place;
    std::optional<journal::SegmentId> last;
    for (const auto& [name, bytes] : files) {
        const auto id = journal::segmentOf(name);
        if (id && id->stream == journal::Stream::Journal) {
            place.name = name;
            last = id;
        }
    }
    if (!last) {
        return std::nullopt;
    }
    const FileBytes& bytes = files.at(place.name);
    const auto header = journal::readHeader(bytes, *last);
    if (!header) {
        return std::nullopt;
    }
    journal::FrameDecoder decoder(bytes, *header);
    place.ends.push_back(decoder.offset());
    for (journal::Frame frame; decoder.next(frame);) {
        if (frame.kind == journal::FrameKind::Record) {
            place.ends.push_back(decoder.offset());
        }
    }
    return place.ends.size() > records ? std::optional(place) : std::nullopt;
}

class Cuts
{
public:
    Cuts(FolderBytes whole, Place place, std::filesystem::path folder)
        : m_whole(std::move(whole))
        , m_place(std::move(place))
        , m_folder(std::move(folder))
    {
        m_lines = opened(m_whole).lines;
        for (std::size_t i = m_place.ends.size() - 1 - records; i < m_place.ends.size(); ++i) {
            FolderBytes before = m_whole;
            before[m_place.name].resize(static_cast<std::size_t>(m_place.ends[i]));
            m_linesUpTo[m_place.ends[i]] = opened(before).lines.size();
        }
    }
    /// Whether all promises were kept.
    bool run()
    {
        const FileBytes& bytes = m_whole[m_place.name];
        for (std::uint64_t size = first(); size < bytes.size(); ++size) {
            FolderBytes files = m_whole;
            files[m_place.name].resize(static_cast<std::size_t>(size));
            ++m_cuts;
            judge(files, "cut to " + std::to_string(size), true, size);
        }
        for (std::uint64_t bit = first() * 8; bit < bytes.size() * 8; ++bit) {
            FolderBytes files = m_whole;
            files[m_place.name][static_cast<std::size_t>(bit / 8)] ^= static_cast<std::byte>(1U << (bit % 8));
            ++m_flips;
            judge(files, "bit " + std::to_string(bit) + " flipped", false, bit / 8);
        }
        std::filesystem::remove_all(m_folder);
        std::cout << "torn and flipped ends: " << m_broken << " broken of " << m_cuts << " cuts and " << m_flips
                  << " flipped bits of the last " << records << " records of " << m_place.name << ", " << m_refused
                  << " refused with their place\n";
        return m_broken == 0;
    }

private:
    [[nodiscard]] std::uint64_t first() const
    {
        return m_place.ends[m_place.ends.size() - 1 - records];
    }
    [[nodiscard]] Opened opened(const FolderBytes& files) const
    {
        writeFolder(m_folder, files);
        return crash::open(m_folder);
    }
    /// `sound`: all bytes in front of it are as they were written.
    void judge(const FolderBytes& files, const std::string& what, bool mustOpen, std::uint64_t sound)
    {
        const Opened found = opened(files);
        const std::size_t least = std::prev(m_linesUpTo.upper_bound(sound))->second;
        std::string fault = found.fault;
        if (!found.isOpen) {
            ++m_refused;
            const bool namesPlace = found.refusal.find(m_place.name) != std::string::npos;
            fault = mustOpen ? "F2: it does not open: " + found.refusal
                : namesPlace ? ""
                             : "F8: refused without the place: " + found.refusal;
        } else if (fault.empty()
                   && (found.lines.size() < least || found.lines.size() > m_lines.size()
                       || !std::equal(found.lines.begin(), found.lines.end(), m_lines.begin()))) {
            fault = "F2: what is read is no beginning of what was written";
        }
        if (!fault.empty()) {
            ++m_broken;
            std::cout << what << ": " << fault << '\n';
        }
    }

    FolderBytes m_whole;
    Place m_place;
    std::filesystem::path m_folder;
    std::vector<std::string> m_lines;
    std::map<std::uint64_t, std::size_t> m_linesUpTo; ///< By where one of the last records ends.
    std::size_t m_cuts = 0, m_flips = 0, m_refused = 0, m_broken = 0;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::cerr << "crash_cuts JOURNAL FOLDER\n";
        return 2;
    }
    FolderBytes files = readFolder(argv[1]);
    files.erase("reserve.omr"); // nothing of it is read back, and it is the most of the folder
    auto place = lastSegmentOf(files);
    if (!place) {
        std::cerr << "its last segment has not enough records\n";
        return 2;
    }
    return Cuts(std::move(files), std::move(*place), argv[2]).run() ? 0 : 1;
}
