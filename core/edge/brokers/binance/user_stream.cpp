#include "core/edge/brokers/binance/user_stream.h"

#include "core/edge/brokers/shared/trouble_words.h"

#include <QTimer>

#include <charconv>

#include <fmt/format.h>

namespace omni::brokers::binance {

StreamEnd streamEndOf(const net::WsEnd& end, const net::Endpoint& endpoint)
{
    StreamEnd result{troubleWords(end, endpoint), false, {}};
    result.isRefused = end.kind == net::WsEndKind::NotTrusted;
    if (end.kind == net::WsEndKind::Turned && (end.answer.status == 429 || end.answer.status == 418)) {
        const auto text = end.answer.field("Retry-After");
        std::int64_t told = 0;
        const auto [at, fault] = std::from_chars(text.data(), text.data() + text.size(), told);
        const bool isTold = fault == std::errc{} && told > 0 && told < 86'400 * 31;
        result.silence = isTold ? seconds(told) : minutes(2);
    }
    return result;
}

UserStream::UserStream(net::LinkRule link, Rest& rest, Clock& clock, UserHandlers handlers)
    : m_rest(rest)
    , m_clock(clock)
    , m_handlers(std::move(handlers))
    , m_link(std::move(link))
{
}

UserStream::~UserStream()
{
    m_alive.reset();
    m_hasEnded = true;
    if (m_socket) {
        m_socket->close();
    }
}

void UserStream::open()
{
    net::WebSocketRule rule;
    rule.link = m_link;
    auto socket
        = net::WebSocket::make(std::move(rule),
                               {[this](std::string_view bytes, bool) { onText(bytes); },
                                [this](const net::WsEnd& reason) { end(streamEndOf(reason, m_link.endpoint)); }});
    if (!socket) {
        end({socket.error().detail, true, {}});
        return;
    }
    m_socket = std::move(*socket);
    net::WsRequest request;
    request.target = "/ws-api/v3";
    const std::weak_ptr<int> alive = m_alive;
    m_socket->open(std::move(request)).then([this, alive](const tl::expected<void, net::WsEnd>& opened) {
        QTimer::singleShot(0, [this, alive, opened] {
            if (alive.expired() || m_hasEnded) {
                return;
            }
            if (opened) {
                subscribe();
            } else {
                end(streamEndOf(opened.error(), m_link.endpoint));
            }
        });
    });
}

void UserStream::subscribe()
{
    const auto params = m_rest.signedForSocket({});
    if (!params) {
        end({params.error().detail, true, {}});
        return;
    }
    std::string text = "{\"id\":\"1\",\"method\":\"userDataStream.subscribe.signature\",\"params\":{";
    for (std::size_t i = 0; i < params->size(); ++i) {
        const auto& [name, value] = (*params)[i];
        if (value.find_first_of("\"\\\n\r\t") != std::string::npos) {
            end({"the key holds characters that no key of this venue has", true, {}});
            return;
        }
        const std::string_view quote = name == "timestamp" || name == "recvWindow" ? "" : "\"";
        text += fmt::format("{}\"{}\":{}{}{}", i == 0 ? "" : ",", name, quote, value, quote);
    }
    text += "}}";
    const auto sent = m_socket->send(text, true);
    net::wipe(text);
    if (!sent) {
        end({"the subscription could not be sent: " + sent.error().detail, false, {}});
        return;
    }
    const std::weak_ptr<int> alive = m_alive;
    QTimer::singleShot(5'000, [this, alive] {
        if (!alive.expired() && !m_isUp) {
            end({"the subscription was not answered in 5 s", false, {}});
        }
    });
}

void UserStream::onText(std::string_view bytes)
{
    if (m_hasEnded) {
        return;
    }
    const auto message = m_reader.read(bytes);
    if (!message) {
        m_handlers.onMalformed(message.error().detail);
        return;
    }
    if (std::holds_alternative<StreamEnds>(*message)) {
        end({"the venue ends the stream", false, {}});
        return;
    }
    if (const auto* answer = std::get_if<Answered>(&*message)) {
        if (!answer->error) {
            if (!m_isUp) {
                m_isUp = true;
                m_handlers.onUp();
            }
            return;
        }
        StreamEnd why{"the venue does not open the stream of the account: " + answer->error->text,
                      answer->error->meaning == Meaning::WrongKey,
                      {}};
        why.isOfKey = why.isRefused;
        if (answer->status == 429 || answer->status == 418) {
            const auto until = Timestamp{answer->retryAfterMs.value_or(0) * 1'000'000};
            why.silence = std::max(until - m_rest.venueNow(), minutes(2));
        }
        end(std::move(why));
        return;
    }
    m_handlers.onMessage(*message);
}

void UserStream::end(StreamEnd reason)
{
    if (m_hasEnded) {
        return;
    }
    m_hasEnded = true;
    m_isUp = false;
    const std::weak_ptr<int> alive = m_alive;
    QTimer::singleShot(0, [this, alive, reason = std::move(reason)] {
        if (!alive.expired()) {
            // A copy: the receiver may destroy us, and the function with us.
            const auto tell = m_handlers.onEnd;
            tell(reason);
        }
    });
}

} // namespace omni::brokers::binance
