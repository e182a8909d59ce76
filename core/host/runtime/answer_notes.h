// Which answers of `--approve` came to nothing, and why: a proposal that expires although the list approves it must not
// look like one that nobody answered.

#pragma once

#include "core/desk/driver/approver.h"
#include "core/desk/driver/watcher.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::runtime {

/// Watches a session and hands everything on. One thread, that of the driver.
class AnswerNotes final : public driver::Watcher
{
public:
    /// So many are told one by one; of more, how many there were.
    static constexpr std::size_t mostTold = 10;

    /// `next` may be null. `approver` outlives this. `file`: of a list, as the person named it. `tell` is called at
    /// once with each sentence, `mostTold` times at most.
    AnswerNotes(driver::Watcher* next, const driver::Approver& approver, std::string file,
                std::function<void(const std::string&)> tell)
        : m_next(next)
        , m_approver(approver)
        , m_file(std::move(file))
        , m_tell(std::move(tell))
    {
    }

    void onTick(const Stamp& stamp, const market::Tick& tick, engine::Engine& engine) override
    {
        if (m_next != nullptr) {
            m_next->onTick(stamp, tick, engine);
        }
    }
    void onInput(const Stamp& stamp, const events::Event& event, engine::Engine& engine) override;
    void onFact(const Stamp& stamp, const events::Fact& fact, engine::Engine& engine) override;

    /// At the end of the session: notes the answers of the list that nothing had asked for.
    void end(const engine::DeskState& state);

    /// "answers:3: proposal 12 was not approved: …", in the order in which they came; then how many more.
    [[nodiscard]] std::vector<std::string> texts() const;

private:
    struct Answer {
        Sequence seq; ///< Facts of this input are its outcome. Nothing at the end.
        ProposalId proposal;
        std::optional<Lots> size; ///< Of an approval.
    };
    void note(const Answer& answer, std::string_view why, const engine::DeskState& state);

    driver::Watcher* m_next;
    const driver::Approver& m_approver;
    std::string m_file;
    std::function<void(const std::string&)> m_tell;
    std::optional<Answer> m_answer; ///< The newest.
    std::vector<std::string> m_texts;
    std::size_t m_more = 0;
};

} // namespace omni::runtime
