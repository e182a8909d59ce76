#include "ui/style/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QPointer>
#include <QSvgRenderer>

#include <algorithm>
#include <cmath>

namespace omni::ui {

namespace {

QString fileOf(const QString& name)
{
    return QStringLiteral(":/icons/%1.svg").arg(name);
}

QPixmap tinted(const QString& name, const QColor& color, QSize pixels)
{
    const QString key = QStringLiteral("omni/%1/%2/%3x%4")
                            .arg(name, color.name(QColor::HexArgb))
                            .arg(pixels.width())
                            .arg(pixels.height());
    QPixmap found;
    if (QPixmapCache::find(key, &found)) {
        return found;
    }
    QPixmap picture(pixels);
    picture.fill(Qt::transparent);
    if (QSvgRenderer renderer(fileOf(name)); renderer.isValid()) {
        QPainter painter(&picture);
        painter.setRenderHint(QPainter::Antialiasing);
        renderer.render(&painter);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(picture.rect(), color);
    }
    QPixmapCache::insert(key, picture);
    return picture;
}

class TintedEngine final : public QIconEngine
{
public:
    TintedEngine(const Theme& theme, QString name, Token token)
        : m_theme(&theme)
        , m_name(std::move(name))
        , m_token(token)
    {
    }
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device() != nullptr ? painter->device()->devicePixelRatio() : 1.0;
        QPixmap picture = pixmap((QSizeF(rect.size()) * ratio).toSize(), mode, state);
        picture.setDevicePixelRatio(ratio);
        painter->drawPixmap(rect.topLeft(), picture);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override
    {
        if (!m_theme || size.isEmpty()) {
            return {};
        }
        return tinted(m_name, m_theme->color(mode == QIcon::Disabled ? Token::Text3 : m_token), size);
    }
    [[nodiscard]] QIconEngine* clone() const override
    {
        return new TintedEngine(*this);
    }

private:
    QPointer<const Theme> m_theme;
    QString m_name;
    Token m_token;
};

} // namespace

QIcon Icons::icon(const Theme& theme, const QString& name, Token token)
{
    return QIcon(new TintedEngine(theme, name, token));
}

QPixmap Icons::pixmap(const Theme& theme, const QString& name, Token token, int size, qreal ratio)
{
    const int pixels = std::max(1, static_cast<int>(std::lround(size * ratio)));
    QPixmap picture = tinted(name, theme.color(token), {pixels, pixels});
    picture.setDevicePixelRatio(ratio);
    return picture;
}

void Icons::paint(QPainter& painter, const QRectF& place, const Theme& theme, const QString& name, Token token)
{
    const qreal ratio = painter.device() != nullptr ? painter.device()->devicePixelRatio() : 1.0;
    const QSize pixels = (place.size() * ratio).toSize();
    if (pixels.isEmpty()) {
        return;
    }
    QPixmap picture = tinted(name, theme.color(token), pixels);
    picture.setDevicePixelRatio(ratio);
    painter.drawPixmap(place.topLeft(), picture);
}

bool Icons::has(const QString& name)
{
    return QFile::exists(fileOf(name));
}

} // namespace omni::ui
