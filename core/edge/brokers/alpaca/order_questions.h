// Questions about one order of ours: how does it stand there? By its name, by the venue's own number, or, of the stop
// of an entry, through that entry.

#pragma once

#include "core/edge/brokers/alpaca/order_desk.h"
#include "core/edge/brokers/alpaca/wire_answer.h"
#include "core/edge/brokers/alpaca/wire_order.h"
#include "core/edge/net/http_client.h"

#include <QCoroTask>

#include <optional>
#include <string>
#include <string_view>

namespace omni::brokers::alpaca {

/// Nothing of it has left.
[[nodiscard]] bool neverLeft(const net::HttpOutcome& outcome) noexcept;
[[nodiscard]] std::string failureText(const net::HttpFailure& failure);

[[nodiscard]] std::string byNameTarget(std::string_view name);
[[nodiscard]] std::string byIdTarget(std::string_view venueId);
/// Its end is asked for.
[[nodiscard]] RestRequest endOf(std::string_view venueId);
/// With its legs: of a question by name they are nowhere promised.
[[nodiscard]] std::string nestedTarget(std::string_view venueId);

/// When it was asked for, its sending had ended so long ago, in this session or a former one, that the venue must have
/// known of it (F32).
[[nodiscard]] bool hasSettled(const SessionState& state, OrderId order, Monotonic asked);

struct OrderAnswer {
    AnswerVerdict verdict; ///< Done only with an image.
    std::optional<OrderImage> image;
};
/// The order at a target. A page that is no order proves nothing. Check that the session lives on after it.
[[nodiscard]] QCoro::Task<OrderAnswer> imageAt(OrderDesk desk, std::string target, net::Lane lane);
/// By the name of one of ours; another's image under it proves nothing.
[[nodiscard]] QCoro::Task<OrderAnswer> imageOf(OrderDesk desk, std::string name, net::Lane lane);

/// An order that the venue does not know by its name: it may stand there by the venue's number alone, as what came with
/// its entry. NotFound: it does not. `mustAgree`: only if it is what the order is to be.
[[nodiscard]] QCoro::Task<OrderAnswer> standsAsLeg(OrderDesk desk, orders::OrderTicket ticket, bool mustAgree);

/// An image that was asked for: told, with the fills that were missed first.
[[nodiscard]] QCoro::Task<void> tellImage(SharedState state, OrderId order, OrderImage image, bool isAnswer);

/// Asks what became of an order, and tells it.
[[nodiscard]] QCoro::Task<void> askAbout(OrderDesk desk, orders::OrderTicket ticket, std::string name);

} // namespace omni::brokers::alpaca
