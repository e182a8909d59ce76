// What the program was told and what it decided, kept beside it: the calculator on which the checks of books, limits,
// closing orders, prices and breakers stand.
//
// It must be shown everything before them. Over a crash it forgets what the journal has lost, by the sequence that the
// start names; an event whose facts were torn apart is cut where the recovered desk agrees. Then all is added up anew
// from the list.

#pragma once

#include "core/host/simulate/check.h"
#include "core/host/simulate/checks/naive_books.h"
#include "core/host/simulate/checks/naive_market.h"
#include "core/host/simulate/checks/naive_orders.h"

#include <deque>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace omni::simulate {

/// What stays of a start.
struct ToldStart {
    std::string baseCurrency;
    AccountId account;
    orders::Environment environment = orders::Environment::Demo;
    portfolio::CostMethod cost = portfolio::CostMethod::Fifo;
    risk::Limits limits;
};

struct NaiveBreaker {
    events::Breaker breaker = events::Breaker::DailyLoss;
    std::uint64_t subject = 0; ///< Instrument or strategy, where it has one.
    Stamp at;
};

/// An order that was sent, for the pace.
struct NaiveRelease {
    Monotonic at; ///< True time.
    AccountId account;
};

/// Everything that follows from the list.
struct ToldState {
    NaiveBooks books;
    NaiveOrders orders;
    AccountId account;
    orders::Environment environment = orders::Environment::Demo;
    risk::Limits limits; ///< Those that must be in force.
    bool isOpen = false;
    bool hasFilled = false; ///< Something was, ever.
    std::vector<NaiveBreaker> breakers; ///< Those that stand.
    std::optional<NaiveBreaker> cleared; ///< The one that was cleared last; none: what was cleared did not stand.
    std::deque<NaiveRelease> releases; ///< Of the last minute and a bit.
    std::int32_t day = -1;
    Int128 dayStart = 0;
    std::optional<Int128> peak;
    std::optional<Timestamp> reducedSince; ///< A loss breaker was cleared: half the size.

    [[nodiscard]] bool stands(events::Breaker breaker, std::uint64_t subject) const noexcept;
    [[nodiscard]] bool stands(events::Breaker breaker) const noexcept;
    /// Those of the session, sizes halved while they are.
    [[nodiscard]] risk::Limits sizeLimits() const noexcept;
};

class ToldDesk final : public Check
{
public:
    void onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings) override;
    void onInput(const Scene& scene, const Stamp& stamp, const events::Event& event, Findings& findings) override;
    void onTick(const Scene& scene, const Stamp& stamp, const market::Tick& tick, Findings& findings) override;
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;

    [[nodiscard]] const ToldState& state() const noexcept
    {
        return m_state;
    }
    [[nodiscard]] const NaiveMarket& market() const noexcept
    {
        return m_market;
    }
    /// Of the event in hand.
    [[nodiscard]] const Stamp& stamp() const noexcept
    {
        return m_stamp;
    }
    /// The command that is being obeyed; null: it is none.
    [[nodiscard]] const events::Command* command() const noexcept
    {
        return m_command;
    }
    /// What the input in hand did to the books: of fills, busts and corrections.
    [[nodiscard]] const NaiveChange& change() const noexcept
    {
        return m_change;
    }
    /// The input in hand was a venue's plain refusal of an order.
    [[nodiscard]] bool wasRefusal() const noexcept
    {
        return m_wasRefusal;
    }
    /// The input in hand was the first fill of an order.
    [[nodiscard]] bool wasFirstFill() const noexcept
    {
        return m_wasFirstFill;
    }
    /// The broker's account has been compared since the link came up.
    [[nodiscard]] bool isReconciled() const noexcept
    {
        return m_isReconciled;
    }

private:
    using Record
        = std::variant<orders::Fill, events::OrderReport, events::FillBusted, events::FillCorrected, events::CashMoved,
                       events::SplitHappened, events::RateGiven, events::CurrencyDefined, events::SessionEnded,
                       std::shared_ptr<const market::Instrument>, std::shared_ptr<const ToldStart>, orders::OrderTicket,
                       events::OrderReleased, events::CancelAsked, events::ReplaceAsked, events::UnknownSettled,
                       events::LegDoubted, events::PositionAdopted, events::CashAdopted, events::BreakerTripped,
                       events::BreakerCleared, std::shared_ptr<const risk::Limits>, events::DayOpened,
                       events::PeakReached>;
    struct Entry {
        Stamp stamp;
        Monotonic at; ///< True time.
        bool isFact = false;
        Record record;
    };
    class Adder;

    void note(const Scene& scene, const Stamp& stamp, bool isFact, Record record);
    void noteMarket(const Scene& scene, const Stamp& stamp, const events::Event& event);
    void noteStart(const Scene& scene, const Stamp& stamp, const events::SessionStarted& started);
    template<class Kind> bool noteIf(const Scene& scene, const Stamp& stamp, const events::Event& event);
    template<class Kind> bool noteIf(const Scene& scene, const Stamp& stamp, const events::Fact& fact);
    void add(const Entry& entry);
    void addUpAnew();
    [[nodiscard]] bool agrees(const engine::DeskState& recovered) const;
    void refuseLast(const Stamp& stamp);

    std::vector<Entry> m_list;
    ToldState m_state;
    NaiveMarket m_market;
    Stamp m_stamp;
    const events::Command* m_command = nullptr;
    NaiveChange m_change;
    bool m_wasRefusal = false, m_wasFirstFill = false, m_isReconciled = false;
};

} // namespace omni::simulate
