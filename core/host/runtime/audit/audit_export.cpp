#include "core/host/runtime/audit/audit_export.h"

#include "core/base/csv_cell.h"
#include "core/base/json_text.h"

#include <cstdio>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>

namespace omni::runtime {

namespace {

constexpr std::size_t rowsAtOnce = 2'000;

struct FileCloser {
    void operator()(std::FILE* file) const noexcept
    {
        std::fclose(file);
    }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

std::string_view nameOf(audit::AuditPath path) noexcept
{
    switch (path) {
    case audit::AuditPath::Window:
        return "window";
    case audit::AuditPath::CommandLine:
        return "command_line";
    case audit::AuditPath::ControlApi:
        return "control_api";
    case audit::AuditPath::Hotkey:
        return "hotkey";
    case audit::AuditPath::Chat:
        return "chat";
    case audit::AuditPath::Program:
        return "program";
    }
    return "later_version";
}

std::string_view nameOf(audit::AuditOutcome outcome) noexcept
{
    switch (outcome) {
    case audit::AuditOutcome::Begun:
        return "begun";
    case audit::AuditOutcome::Done:
        return "done";
    case audit::AuditOutcome::Refused:
        return "refused";
    case audit::AuditOutcome::Failed:
        return "failed";
    case audit::AuditOutcome::Noted:
        return "noted";
    }
    return "later_version";
}

std::string hexOf(const Digest& digest)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const std::byte each : digest) {
        text += digits[std::to_integer<unsigned>(each) >> 4];
        text += digits[std::to_integer<unsigned>(each) & 15U];
    }
    return text;
}

std::string jsonLineOf(const audit::AuditRecord& record)
{
    const auto& entry = record.entry;
    JsonText json;
    json.object().member("seq", record.seq).member("at", isoText(record.moment.wall)).member("who", entry.actor.name);
    json.member("roles", entry.actor.role).member("session", entry.actor.session);
    json.member("way", nameOf(entry.actor.path)).member("action", entry.action).member("object", entry.object);
    json.member("outcome", nameOf(entry.outcome)).member("reason", entry.reason);
    json.member("story", audit::storyOf(entry)).member("digest", hexOf(entry.payload));
    json.member("hash", hexOf(record.hash)).end();
    return json.take();
}

std::string csvLineOf(const audit::AuditRecord& record)
{
    const auto& entry = record.entry;
    std::string line = csvFigure(std::to_string(record.seq)) + ',' + csvFigure(isoText(record.moment.wall));
    for (const std::string_view text :
         {std::string_view(entry.actor.name), std::string_view(entry.actor.role), std::string_view(entry.actor.session),
          nameOf(entry.actor.path), std::string_view(entry.action), std::string_view(entry.object),
          nameOf(entry.outcome), std::string_view(entry.reason)}) {
        line += ',' + csvText(text);
    }
    return line + ',' + csvText(audit::storyOf(entry)) + ',' + hexOf(entry.payload) + ',' + hexOf(record.hash);
}

tl::unexpected<Error> notWritten(const std::filesystem::path& file)
{
    return failure(Errc::Unavailable, file.string() + " cannot be written: is there room, and the right?");
}

/// Written beside its place, where it goes when it is whole; else it goes away again. Never through a link.
class FileBeside
{
public:
    explicit FileBeside(std::filesystem::path place)
        : m_place(std::move(place))
        , m_beside(m_place)
    {
        m_beside += ".part";
        std::error_code error;
        std::filesystem::remove(m_beside, error);
#ifdef _WIN32
        m_file.reset(::_wfopen(m_beside.c_str(), L"wbx"));
#else
        m_file.reset(std::fopen(m_beside.c_str(), "wbx"));
#endif
        if (m_file) {
            using std::filesystem::perms;
            std::filesystem::permissions(m_beside, perms::owner_read | perms::owner_write, error);
        }
    }
    ~FileBeside()
    {
        if (m_file) {
            m_file.reset();
            std::error_code error;
            std::filesystem::remove(m_beside, error);
        }
    }
    FileBeside(const FileBeside&) = delete;
    FileBeside& operator=(const FileBeside&) = delete;

    [[nodiscard]] bool put(const std::string& text)
    {
        return m_file && std::fwrite(text.data(), 1, text.size(), m_file.get()) == text.size();
    }
    [[nodiscard]] bool takePlace()
    {
        if (!m_file || std::fflush(m_file.get()) != 0) {
            return false;
        }
        std::error_code error;
        std::filesystem::rename(m_beside, m_place, error);
        if (!error) {
            m_file.reset();
        }
        return !error;
    }
    [[nodiscard]] const std::filesystem::path& place() const noexcept
    {
        return m_place;
    }

private:
    std::filesystem::path m_place, m_beside;
    File m_file;
};

Result<std::uint64_t> writeRecords(const ports::LogFolder& folder, audit::AuditFilter& filter, AuditFileForm form,
                                   FileBeside& out, const std::function<bool(std::uint64_t written)>& goesOn)
{
    std::uint64_t written = 0;
    filter.most = rowsAtOnce;
    for (;;) {
        const auto page = readAudit(folder, filter, [&] { return !goesOn || goesOn(written); });
        if (!page) {
            return tl::unexpected(page.error());
        }
        for (const auto& record : *page) {
            if (!out.put(lineOf(form, record, written == 0))) {
                return notWritten(out.place());
            }
            ++written;
        }
        if (page->size() < rowsAtOnce) {
            return written;
        }
        filter.below = page->back().seq;
    }
}

} // namespace

views::AuditRow rowOf(const audit::AuditRecord& record)
{
    static_assert(static_cast<int>(views::AuditWay::Program) == static_cast<int>(audit::AuditPath::Program));
    static_assert(static_cast<int>(views::AuditEnd::Noted) == static_cast<int>(audit::AuditOutcome::Noted));
    const auto& entry = record.entry;
    views::AuditRow row;
    row.seq = record.seq;
    row.at = record.moment.wall;
    row.person = entry.actor.name;
    row.roles = entry.actor.role;
    row.session = entry.actor.session;
    row.way = static_cast<views::AuditWay>(entry.actor.path);
    row.action = entry.action;
    row.object = entry.object;
    row.end = static_cast<views::AuditEnd>(entry.outcome);
    row.reason = entry.reason;
    for (std::size_t i = 0; i < 4; ++i) {
        row.mark = row.mark << 8 | std::to_integer<std::uint32_t>(record.hash[i]);
    }
    return row;
}

std::string headOf(AuditFileForm form)
{
    return form == AuditFileForm::Json
        ? "{\"records\":[\n"
        : "seq,at,who,roles,session,way,action,object,outcome,reason,story,digest,hash\r\n";
}

std::string tailOf(AuditFileForm form)
{
    return form == AuditFileForm::Json ? "\n]}\n" : "";
}

std::string lineOf(AuditFileForm form, const audit::AuditRecord& record, bool isFirst)
{
    return form == AuditFileForm::Json ? (isFirst ? "" : ",\n") + jsonLineOf(record) : csvLineOf(record) + "\r\n";
}

Result<void> writeForOwner(const std::filesystem::path& file, const std::string& text)
{
    FileBeside out(file);
    return out.put(text) && out.takePlace() ? Result<void>() : notWritten(file);
}

Result<std::uint64_t> exportAudit(const ports::LogFolder& folder, audit::AuditFilter filter, AuditFileForm form,
                                  const std::filesystem::path& file,
                                  const std::function<bool(std::uint64_t written)>& goesOn)
{
    FileBeside out(file);
    if (!out.put(headOf(form))) {
        return notWritten(file);
    }
    auto written = writeRecords(folder, filter, form, out, goesOn);
    if (written && (!out.put(tailOf(form)) || !out.takePlace())) {
        return notWritten(file);
    }
    return written;
}

} // namespace omni::runtime
