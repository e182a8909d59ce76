#include "core/desk/driver/approver.h"

#include "core/base/decimal.h"
#include "core/desk/engine/proposing.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace omni::driver {

namespace {

constexpr std::string_view blanks = " \t\r";
constexpr std::string_view ruleReason = "by rule";

std::string_view nextWord(std::string_view& line)
{
    const auto start = line.find_first_not_of(blanks);
    if (start == std::string_view::npos) {
        line = {};
        return {};
    }
    const auto end = std::min(line.find_first_of(blanks, start), line.size());
    const auto word = line.substr(start, end - start);
    line.remove_prefix(end);
    return word;
}

tl::unexpected<ListFault> badLine(std::uint64_t number, std::string_view why)
{
    return tl::unexpected(ListFault{
        number, std::string(why) + "; a line is \"12 approve\", \"12 approve 5\", \"12 decline\" or \"* approve\""});
}

} // namespace

std::optional<ProposalId> proposalFromText(std::string_view text) noexcept
{
    if (text.starts_with("P-") || text.starts_with("p-")) {
        text.remove_prefix(2);
    }
    std::uint64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end && number > 0 ? std::optional(ProposalId{number}) : std::nullopt;
}

bool isByRule(const events::Command& command) noexcept
{
    return command.reason.view() == ruleReason;
}

tl::expected<Approver, ListFault> Approver::fromList(std::string_view text, PrincipalId by, Duration delay)
{
    Approver approver(ApprovalRule::List, by, delay);
    std::uint64_t number = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, std::min(text.substr(0, end).find('#'), end));
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        const auto who = nextWord(line);
        const auto what = nextWord(line);
        const auto size = nextWord(line);
        if (who.empty()) {
            continue;
        }
        if (!nextWord(line).empty()) {
            return badLine(number, "more words than an answer has");
        }
        ListedAnswer answer;
        answer.line = number;
        answer.approves = what == "approve";
        if (!answer.approves && what != "decline") {
            return badLine(number, "neither approve nor decline");
        }
        if (!size.empty()) {
            const auto lots = scaledFromText(size, 0);
            if (!lots || *lots <= 0) {
                return badLine(number, "the size is not a whole number of lots above zero");
            }
            answer.size = Lots{*lots};
        }
        if (who == "*") {
            if (approver.m_others) {
                return badLine(number, "all others were answered before");
            }
            approver.m_others = answer;
            continue;
        }
        const auto id = proposalFromText(who);
        if (!id) {
            return badLine(number, "the proposal is no number");
        }
        if (approver.m_list.contains(*id)) {
            return badLine(number, "this proposal was answered before");
        }
        approver.m_list.insertOrAssign(*id, answer);
    }
    return approver;
}

std::optional<ListedAnswer> Approver::answerFor(ProposalId proposal) const noexcept
{
    switch (m_rule) {
    case ApprovalRule::Manual:
        return std::nullopt;
    case ApprovalRule::All:
        return ListedAnswer{};
    case ApprovalRule::List:
        if (const auto* listed = m_list.find(proposal)) {
            return *listed;
        }
        return m_others;
    }
    return std::nullopt;
}

std::optional<std::uint64_t> Approver::lineOf(ProposalId proposal) const noexcept
{
    const auto answer = answerFor(proposal);
    return answer && answer->line != 0 ? std::optional(answer->line) : std::nullopt;
}

std::vector<std::pair<ProposalId, ListedAnswer>> Approver::neverAsked() const
{
    std::vector<std::pair<ProposalId, ListedAnswer>> out;
    for (const auto& entry : m_list) {
        if (!entry.value.wasAsked) {
            out.emplace_back(entry.key, entry.value);
        }
    }
    std::ranges::sort(out, {}, [](const auto& one) { return one.second.line; });
    return out;
}

void Approver::onProposal(const Stamp& stamp, ProposalId proposal)
{
    if (auto* listed = m_list.find(proposal)) {
        listed->wasAsked = true;
    }
    if (answerFor(proposal)) {
        m_due.emplace_back(stamp.wall + m_delay, proposal);
    }
}

std::optional<Timestamp> Approver::nextDue() const noexcept
{
    return m_due.empty() ? std::nullopt : std::optional(m_due.front().first);
}

std::optional<events::Command> Approver::take(Timestamp until, engine::Engine& engine, const Stamp& now)
{
    while (!m_due.empty() && m_due.front().first <= until) {
        const ProposalId proposal = m_due.front().second;
        m_due.pop_front();
        const auto* waiting = engine.state().waiting.find(proposal);
        const auto answer = answerFor(proposal);
        if (waiting == nullptr || !answer) {
            continue;
        }
        events::Command command;
        command.by = m_by;
        command.stepUp = true; // where nothing real is sent, the sentence typed on the command line
        command.reason = ShortText<95>(ruleReason);
        if (!answer->approves) {
            command.what = events::Decline{proposal};
            return command;
        }
        events::Approve approval;
        approval.proposal = proposal;
        approval.size = answer->size.value_or(waiting->made.ticket.size);
        approval.digest = engine::signedDigestFor(engine.state(), *waiting, approval.size);
        const auto instrument = waiting->made.proposal.instrument;
        const auto quote = engine.market().quoteOrLast(instrument);
        approval.seen = {quote ? quote->bid : Ticks{}, quote ? quote->ask : Ticks{},
                         engine.market().age(instrument, now).value_or(Duration{}), waiting->made.lossAtStop, now.wall};
        command.what = approval;
        return command;
    }
    return std::nullopt;
}

} // namespace omni::driver
