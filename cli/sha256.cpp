// SHA-256 by OpenSSL. Fetching the algorithm costs more than hashing a report, so each thread keeps it and its context.
#include "cli/sha256.hpp"

#include <array>
#include <memory>
#include <stdexcept>

#include <openssl/evp.h>

namespace nianbao::cli {
namespace {

struct Free {
    void operator()(EVP_MD* algorithm) const { EVP_MD_free(algorithm); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

struct Hasher {
    std::unique_ptr<EVP_MD, Free> algorithm{EVP_MD_fetch(nullptr, "SHA256", nullptr)};
    std::unique_ptr<EVP_MD_CTX, Free> context{EVP_MD_CTX_new()};
};

void require(bool done) {
    if (!done) throw std::runtime_error("OpenSSL gives no SHA-256");
}

}  // namespace

std::string sha256(std::string_view bytes) {
    thread_local const Hasher hasher;
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    require(hasher.algorithm && hasher.context);
    require(EVP_DigestInit_ex2(hasher.context.get(), hasher.algorithm.get(), nullptr) == 1);
    require(EVP_DigestUpdate(hasher.context.get(), bytes.data(), bytes.size()) == 1);
    require(EVP_DigestFinal_ex(hasher.context.get(), digest.data(), &size) == 1);

    std::string hex;
    hex.reserve(2 * std::size_t{size});
    for (unsigned i = 0; i < size; ++i) {
        hex += "0123456789abcdef"[digest[i] >> 4];
        hex += "0123456789abcdef"[digest[i] & 0xF];
    }
    return hex;
}

}  // namespace nianbao::cli
