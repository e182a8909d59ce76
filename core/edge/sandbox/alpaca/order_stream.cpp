#include "core/edge/sandbox/alpaca/order_stream.h"

#include "core/base/json_text.h"
#include "core/edge/sandbox/alpaca/rest.h"

#include <algorithm>

namespace omni::sandbox::alpaca {

namespace {

std::string_view textOf(const JsonValue* object, std::string_view name)
{
    const JsonValue* value = object != nullptr ? object->member(name) : nullptr;
    return value != nullptr && value->isText() ? std::string_view(value->text) : std::string_view();
}

} // namespace

class OrderStreams::Conversation final : public Talk
{
public:
    Conversation(OrderStreams& home, Channel& channel)
        : m_home(home)
        , m_channel(channel)
    {
        home.m_open.push_back(this);
    }
    ~Conversation() override
    {
        std::erase(m_home.m_open, this);
    }
    void onBinary(std::string_view bytes) override
    {
        onText(bytes);
    }
    void onText(std::string_view text) override
    {
        const auto message = jsonFrom(text);
        if (!message) {
            m_channel.close(1008, "this is no JSON");
            return;
        }
        const auto action = textOf(&*message, "action");
        if (action == "authenticate") {
            const JsonValue* data = message->member("data");
            signIn(textOf(data, "key_id"), textOf(data, "secret_key"));
        } else if (action == "auth") {
            signIn(textOf(&*message, "key"), textOf(&*message, "secret"));
        } else if (action == "listen") {
            listen(message->member("data"));
        }
    }
    [[nodiscard]] bool hears(AccountId account) const noexcept
    {
        return m_listens && m_client != nullptr && m_client->account == account;
    }
    void send(std::string_view frame)
    {
        m_channel.sendBinary(frame);
    }

private:
    void signIn(std::string_view key, std::string_view secret)
    {
        m_client = clientWith(m_home.m_clients, key, secret);
        sayAuthorization(m_client != nullptr, "authenticate");
    }
    void sayAuthorization(bool isGood, std::string_view action)
    {
        JsonText json;
        json.object().member("stream", "authorization").key("data").object();
        json.member("status", isGood ? "authorized" : "unauthorized").member("action", action);
        send(json.end().end().take());
    }
    /// The list replaces the one before.
    void listen(const JsonValue* data)
    {
        if (m_client == nullptr) {
            sayAuthorization(false, "listen");
            return;
        }
        const JsonValue* streams = data != nullptr ? data->member("streams") : nullptr;
        m_listens = streams != nullptr
            && std::any_of(streams->items.begin(), streams->items.end(),
                           [](const JsonValue& one) { return one.isText() && one.text == "trade_updates"; });
        JsonText json;
        json.object().member("stream", "listening").key("data").object().key("streams").array();
        if (m_listens) {
            json.text("trade_updates");
        }
        send(json.end().end().end().take());
    }

    OrderStreams& m_home;
    Channel& m_channel;
    const ClientAccount* m_client = nullptr;
    bool m_listens = false;
};

std::unique_ptr<Talk> OrderStreams::open(Channel& channel)
{
    return std::make_unique<Conversation>(*this, channel);
}

void OrderStreams::tell(AccountId account, const std::string& frame)
{
    // A client that is cut leaves later, not while it is told.
    for (Conversation* one : m_open) {
        if (one->hears(account)) {
            one->send(frame);
        }
    }
}

} // namespace omni::sandbox::alpaca
