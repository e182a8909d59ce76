// A folder of data files that a test writes and that is gone afterwards. Needs ZLIB::ZLIB.

#pragma once

#include <zlib.h>

#include <QTemporaryDir>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace omni::tests {

class DataFolder
{
public:
    [[nodiscard]] std::string path(std::string_view name = {}) const
    {
        const std::string folder = m_folder.path().toStdString();
        return name.empty() ? folder : folder + '/' + std::string(name);
    }
    /// Writes the bytes as they are and returns the path.
    std::string write(std::string_view name, std::string_view bytes) const
    {
        std::ofstream(path(name), std::ios::binary) << bytes;
        return path(name);
    }
    std::string writeGzip(std::string_view name, std::string_view text) const
    {
        return write(name, gzip(text));
    }
    /// One gzip member.
    [[nodiscard]] static std::string gzip(std::string_view text, int level = Z_DEFAULT_COMPRESSION)
    {
        z_stream stream{};
        deflateInit2(&stream, level, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
        std::string out(deflateBound(&stream, static_cast<uLong>(text.size())) + 64, '\0');
        std::string in(text);
        stream.next_in = reinterpret_cast<Bytef*>(in.data());
        stream.avail_in = static_cast<uInt>(in.size());
        stream.next_out = reinterpret_cast<Bytef*>(out.data());
        stream.avail_out = static_cast<uInt>(out.size());
        deflate(&stream, Z_FINISH);
        out.resize(stream.total_out);
        deflateEnd(&stream);
        return out;
    }
    [[nodiscard]] std::string read(std::string_view name) const
    {
        std::ifstream in(path(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

private:
    QTemporaryDir m_folder;
};

} // namespace omni::tests
