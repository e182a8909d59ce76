#include "core/host/runtime/answer_notes.h"

#include "core/host/runtime/control/control_words.h"

#include <fmt/format.h>

namespace omni::runtime {

using namespace events;

void AnswerNotes::onInput(const Stamp& stamp, const Event& event, engine::Engine& engine)
{
    m_answer.reset();
    if (const auto* command = std::get_if<Command>(&event); command != nullptr && driver::isByRule(*command)) {
        if (const auto* approval = std::get_if<Approve>(&command->what)) {
            m_answer = Answer{stamp.seq, approval->proposal, approval->size};
        } else if (const auto* decline = std::get_if<Decline>(&command->what)) {
            m_answer = Answer{stamp.seq, decline->proposal, {}};
        }
    }
    if (m_next != nullptr) {
        m_next->onInput(stamp, event, engine);
    }
}

void AnswerNotes::onFact(const Stamp& stamp, const Fact& fact, engine::Engine& engine)
{
    if (m_answer && m_answer->seq == stamp.seq) {
        if (const auto* denied = std::get_if<CommandDenied>(&fact)) {
            note(*m_answer, sentenceOf(denied->why), engine.state());
        } else if (std::holds_alternative<ProposalDrifted>(fact)) {
            note(*m_answer, "the price had left the band that the approval allows", engine.state());
        }
    }
    if (m_next != nullptr) {
        m_next->onFact(stamp, fact, engine);
    }
}

void AnswerNotes::end(const engine::DeskState& state)
{
    for (const auto& [proposal, answer] : m_approver.neverAsked()) {
        note({{}, proposal, answer.approves ? std::optional(answer.size.value_or(Lots{})) : std::nullopt},
             "no proposal of that number waited in this session", state);
    }
}

void AnswerNotes::note(const Answer& answer, std::string_view why, const engine::DeskState& state)
{
    if (m_texts.size() == mostTold) {
        ++m_more;
        return;
    }
    const auto line = m_approver.lineOf(answer.proposal);
    std::string text = line ? fmt::format("{}:{}: ", m_file, *line) : std::string();
    text += fmt::format("proposal {} was not {}", answer.proposal.value, answer.size ? "approved" : "declined");
    const auto* waiting = state.waiting.find(answer.proposal);
    if (answer.size && waiting != nullptr && *answer.size != waiting->made.ticket.size) {
        text += fmt::format(" with {} lots instead of {}", answer.size->count, waiting->made.ticket.size.count);
    }
    text += fmt::format(": {}", why);
    m_tell(text);
    m_texts.push_back(std::move(text));
}

std::vector<std::string> AnswerNotes::texts() const
{
    auto out = m_texts;
    if (m_more > 0) {
        out.push_back(m_more == 1 ? std::string("1 more answer came to nothing")
                                  : fmt::format("{} more answers came to nothing", m_more));
    }
    return out;
}

} // namespace omni::runtime
