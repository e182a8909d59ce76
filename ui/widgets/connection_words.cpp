#include "ui/widgets/connection_words.h"

#include "core/base/wide_int.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/outside_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace omni::ui {

namespace {

constexpr qsizetype longestDetail = 200;

struct Connections {
    Q_DECLARE_TR_FUNCTIONS(omni::ui::Connections)
};

} // namespace

StateLook lookOf(views::LineState state)
{
    switch (state) {
    case views::LineState::Off:
        return {Connections::tr("off", "a line to a broker"), QStringLiteral("ring"), Token::Text3};
    case views::LineState::Connecting:
        return {Connections::tr("connecting", "a line to a broker"), QStringLiteral("ring"), Token::Warn};
    case views::LineState::Up:
        return {Connections::tr("up", "a line to a broker"), QStringLiteral("dot"), Token::Ok};
    case views::LineState::Stale:
        return {Connections::tr("silent", "a line to a broker"), QStringLiteral("warning"), Token::Warn};
    case views::LineState::Down:
        return {Connections::tr("down", "a line to a broker"), QStringLiteral("cross"), Token::Danger};
    case views::LineState::Refused:
        return {Connections::tr("refused", "a line to a broker"), QStringLiteral("octagon"), Token::Danger};
    }
    return {};
}

views::LineState worstOf(const views::Connection& connection) noexcept
{
    const auto badness = [](views::LineState state) {
        switch (state) {
        case views::LineState::Off:
            return 0;
        case views::LineState::Up:
            return 1;
        case views::LineState::Connecting:
            return 2;
        case views::LineState::Stale:
            return 3;
        case views::LineState::Down:
            return 4;
        case views::LineState::Refused:
            return 5;
        }
        return 0;
    };
    views::LineState worst = views::LineState::Off;
    for (const views::Line& line : connection.lines) {
        worst = badness(line.state) > badness(worst) ? line.state : worst;
    }
    return worst;
}

QString brokerName(const views::BrokerOffer& offer)
{
    const QString title = outsideText(offer.title, 40);
    return offer.isInHouse ? Connections::tr("Paper exchange (%1)", "%1: whose protocol it speaks").arg(title) : title;
}

const views::BrokerOffer* offerOf(const views::Connection* connection, const views::BrokerOffers* offers)
{
    if (connection == nullptr || offers == nullptr) {
        return nullptr;
    }
    const auto found = std::find_if(offers->begin(), offers->end(),
                                    [connection](const auto& offer) { return offer.key == connection->broker; });
    return found != offers->end() ? &*found : nullptr;
}

QString lineName(views::LineKind kind)
{
    switch (kind) {
    case views::LineKind::MarketData:
        return Connections::tr("Market data", "a line to a broker");
    case views::LineKind::Orders:
        return Connections::tr("Orders", "a line to a broker");
    case views::LineKind::Account:
        return Connections::tr("Account", "a line to a broker");
    }
    return {};
}

QString abilityName(views::Ability ability)
{
    using views::Ability;
    switch (ability) {
    case Ability::MarketOrders:
        return Connections::tr("Market orders");
    case Ability::LimitOrders:
        return Connections::tr("Limit orders");
    case Ability::StopOrders:
        return Connections::tr("Stop orders");
    case Ability::StopLimitOrders:
        return Connections::tr("Stop-limit orders");
    case Ability::TrailingStops:
        return Connections::tr("Trailing stops");
    case Ability::PostOnly:
        return Connections::tr("Post only");
    case Ability::ReduceOnly:
        return Connections::tr("Reduce only");
    case Ability::OneCancelsOther:
        return Connections::tr("One cancels the other");
    case Ability::Brackets:
        return Connections::tr("Stop that comes with its entry");
    case Ability::Replace:
        return Connections::tr("Amending a working order");
    case Ability::ByValue:
        return Connections::tr("Market orders for an amount of money");
    case Ability::Fractions:
        return Connections::tr("Fractions of a unit");
    case Ability::ShortSelling:
        return Connections::tr("Selling short");
    case Ability::Day:
        return Connections::tr("Good for the day");
    case Ability::GoodTillCancelled:
        return Connections::tr("Good till cancelled");
    case Ability::ImmediateOrCancel:
        return Connections::tr("Immediate or cancel");
    case Ability::FillOrKill:
        return Connections::tr("Fill or kill");
    case Ability::ExtendedHours:
        return Connections::tr("Before and after hours");
    case Ability::FindsByClientId:
        return Connections::tr("Finds an order by our own number");
    }
    return {};
}

StateLook lookOf(views::Holder holder)
{
    switch (holder) {
    case views::Holder::Nobody:
        return {Connections::tr("not offered"), QStringLiteral("minus"), Token::Text3};
    case views::Holder::Venue:
        return {Connections::tr("at the venue"), QStringLiteral("check"), Token::Ok};
    case views::Holder::Desk:
        return {Connections::tr("here, only while this program runs"), QStringLiteral("warning"), Token::Warn};
    }
    return {};
}

std::optional<Duration> proofAge(const views::Line& line, Timestamp now) noexcept
{
    if (!line.lastProof || now.ns == 0) {
        return std::nullopt;
    }
    const auto age = checkedDifference(now.ns, line.lastProof->ns);
    return age ? std::optional(Duration{std::max<std::int64_t>(0, *age)}) : std::nullopt;
}

QString proofText(const views::Line& line, Timestamp now, const Formats& formats)
{
    const auto age = proofAge(line, now);
    if (!age) {
        return missing();
    }
    return *age < minutes(1) ? formats.seconds(*age) : formats.age(*age);
}

QString lineSentence(const views::Line& line, Timestamp now, const Formats& formats)
{
    const QString word = lookOf(line.state).word;
    if (line.state == views::LineState::Off) {
        return word;
    }
    const QString said = proofAge(line, now)
        ? Connections::tr("%1 since %2, last proof %3 ago")
              .arg(word, formats.time(line.since), proofText(line, now, formats))
        : Connections::tr("%1 since %2, no proof yet").arg(word, formats.time(line.since));
    return line.detail.empty()
        ? said
        : Connections::tr("%1: %2").arg(said, formats.told(outsideText(line.detail, longestDetail)));
}

QString keyRights(const views::Connection& connection)
{
    if (!connection.hasKeyRights) {
        return missing();
    }
    const QString what
        = connection.mayTrade ? Connections::tr("read, trade", "a key may") : Connections::tr("read", "a key may");
    return connection.mayWithdraw ? Connections::tr("%1 · withdraw", "a key may").arg(what)
                                  : Connections::tr("%1 · no withdrawals", "a key may").arg(what);
}

QString latencyText(const std::optional<Duration>& span, const Formats& formats)
{
    return span ? Connections::tr("%1 ms").arg(formats.number(static_cast<double>(span->ns) / 1e6, 0)) : missing();
}

} // namespace omni::ui
