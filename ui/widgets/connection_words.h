// The words for a connection to a broker: its lines, how old their last proof of life is, and who holds which order.

#pragma once

#include "core/desk/views/broker_offer.h"
#include "core/desk/views/connection.h"
#include "ui/style/theme.h"

#include <QString>

#include <optional>

namespace omni::ui {

struct Formats;

/// A state is a word, a glyph and a colour, never one of them alone.
struct StateLook {
    QString word; ///< "up", "stale"
    QString icon; ///< Of ui/style.
    Token token = Token::Text3;
};
[[nodiscard]] StateLook lookOf(views::LineState state);
/// The worst of the lines that are wanted; Off: none is.
[[nodiscard]] views::LineState worstOf(const views::Connection& connection) noexcept;

/// "Binance", "Paper exchange (Binance)"
[[nodiscard]] QString brokerName(const views::BrokerOffer& offer);
/// Of the session's broker. Null: it is not among them, or there is no session.
[[nodiscard]] const views::BrokerOffer* offerOf(const views::Connection* connection, const views::BrokerOffers* offers);

[[nodiscard]] QString lineName(views::LineKind kind); ///< "Market data"
[[nodiscard]] QString abilityName(views::Ability ability); ///< "Trailing stops"
/// Who holds such an order: at the venue; here, only while this program runs; not offered.
[[nodiscard]] StateLook lookOf(views::Holder holder);

/// How long ago a line proved last that it lives. None: it never did, or `now` is not known. Never below zero.
[[nodiscard]] std::optional<Duration> proofAge(const views::Line& line, Timestamp now) noexcept;
/// "0.2 s", "4 min"; "–": it never did.
[[nodiscard]] QString proofText(const views::Line& line, Timestamp now, const Formats& formats);
/// "up since 10:42:17, last proof 0.2 s ago": with why, where it is not up.
[[nodiscard]] QString lineSentence(const views::Line& line, Timestamp now, const Formats& formats);
/// "read, trade · no withdrawals"; "–": the venue has not told.
[[nodiscard]] QString keyRights(const views::Connection& connection);
/// "38 ms"; "–": not known.
[[nodiscard]] QString latencyText(const std::optional<Duration>& span, const Formats& formats);

} // namespace omni::ui
